import { useEffect, useState } from "react";
import type { Product } from "@shared/schema";

export default function App() {
  const [products, setProducts] = useState<Product[]>([]);
  const [message, setMessage] = useState("");

  useEffect(() => {
    // expect: errors/unchecked-response
    fetch("/api/products")
      .then((response) => response.json())
      .then(setProducts)
      .catch(() => setMessage("The shop is closed for a moment."));
  }, []);

  const buy = async (productId: string) => {
    const response = await fetch("/api/checkout", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ productId }),
    });
    if (!response.ok) {
      setMessage("That did not work");
      return;
    }
    const { url } = await response.json();
    window.location.assign(url);
  };

  return (
    <main>
      {products.map((product) => (
        <button key={product.id} onClick={() => buy(product.id)}>
          {product.name}
        </button>
      ))}
      <p>{message}</p>
    </main>
  );
}
