import { Gallery } from './Gallery';
import { Team } from "./Team";
import { Page1 } from "./Page1";
import { Page2 } from "./Page2";
import { Page3 } from "./Page3";
import { Page4 } from "./Page4";
import { Page5 } from "./Page5";
export const app = <Gallery />;
export const parts = [Page1, Page2, Page3, Page4, Page5, Team];
