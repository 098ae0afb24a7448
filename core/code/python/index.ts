export { pythonReader as reader } from "./read-python";
