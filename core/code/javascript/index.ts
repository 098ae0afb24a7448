export { javascriptReader as reader } from "./javascript-reader";
