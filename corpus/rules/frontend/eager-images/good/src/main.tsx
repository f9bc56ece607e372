import { Gallery } from './Gallery';
import "./Team";
import "./Page1";
import "./Page2";
import "./Page3";
import "./Page4";
import "./Page5";
export const app = <Gallery />;
