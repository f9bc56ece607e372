export function Page4() {
  return (
    <main>
      <img src="/top4.jpg" alt="" />
      <img src="/end4.jpg" alt="" />
    </main>
  );
}
