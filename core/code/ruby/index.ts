export { rubyReader as reader } from "./read-ruby";
