// What serves it is not here.
import { start } from "jsr:@allotment/serving";

start("weigh-crop");
