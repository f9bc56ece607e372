export function Tides() {
  return <ul />;
}
