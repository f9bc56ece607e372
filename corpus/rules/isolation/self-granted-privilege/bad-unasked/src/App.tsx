import { Club } from "./Club";
import { Crew } from "./Crew";

export function Notes() {
  return <><Club /><Crew /></>;
}
