const isPreview = window.location.hostname.endsWith(".lovable.app");

export default function App() {
  return isPreview ? <p>Preview</p> : <p>Kiosk</p>;
}
