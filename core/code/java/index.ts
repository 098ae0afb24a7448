export { javaReader as reader } from "./read-java";
