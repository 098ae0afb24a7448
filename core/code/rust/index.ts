export { rustReader as reader } from "./read-rust";
