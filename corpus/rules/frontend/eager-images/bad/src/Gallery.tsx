export function Gallery() {
  return (
    <main>
      <img src="/p0.jpg" alt="" />
      <img src="/p1.jpg" alt="" />
      <img src="/p2.jpg" alt="" />
      <img src="/p3.jpg" alt="" />
      <img src="/p4.jpg" alt="" />
      <img src="/p5.jpg" alt="" />
      <img src="/p6.jpg" alt="" />
      <img src="/p7.jpg" alt="" />
      <img src="/p8.jpg" alt="" />
      <img src="/p9.jpg" alt="" />
      <img src="/p10.jpg" alt="" />
      <img src="/p11.jpg" alt="" />
    </main>
  );
}
