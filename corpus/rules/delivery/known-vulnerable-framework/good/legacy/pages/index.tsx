export default function Home() {
  return <main>Rendered by the pages router alone</main>;
}
