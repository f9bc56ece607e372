import { Gallery } from './Gallery';
import { Shots } from "./Shots";
export const app = <Gallery />;
export const parts = [Shots];
