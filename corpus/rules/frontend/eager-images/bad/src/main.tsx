import { Gallery } from './Gallery';
import "./Shots";
export const app = <Gallery />;
