export { goReader as reader } from "./read-go";
