// A library of the builder's that runs in the app's own functions: nothing of it ends with an account.
import { defineMcp } from "npm:@lovable.dev/mcp-js@0.26.2";

export default defineMcp({ name: "boats", tools: [] });
