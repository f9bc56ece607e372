import { useState } from "react";
import dock from "./dock.svg";

const menu = [{ id: "dock" }, { id: "sea" }];

// Icons that come with the app, and pictures that somebody has just taken.
export function Strip() {
  const [shots, setShots] = useState<string[]>([]);
  return (
    <div>
      {menu.map((item) => <img key={item.id} src={dock} alt="" />)}
      {shots.map((url) => <img key={url} src={url} alt="" />)}
      {shots.map((url) => <img key={url} src={url} alt="" className="h-16 w-16" />)}
      <input type="file" onChange={(e) => setShots((before) => [...before, URL.createObjectURL(e.target.files![0])])} />
    </div>
  );
}
