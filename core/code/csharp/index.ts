export { csharpReader as reader } from "./read-csharp";
