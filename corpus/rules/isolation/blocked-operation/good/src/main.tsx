import "./App";
