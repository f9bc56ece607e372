import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import { supabase } from "@/integrations/supabase/client";

export default function Shop() {
  const { data: products = [], isError } = useQuery({
    queryKey: ["products"],
    staleTime: 5 * 60 * 1000,
    queryFn: async () => {
      const { data, error } = await supabase
        .from("products")
        .select("id, name, price, image_url")
        .eq("is_active", true)
        .limit(60);
      if (error) throw error;
      return data;
    },
  });

  const order = async (productId: string, email: string) => {
    const { data, error } = await supabase.functions.invoke("create-checkout", { body: { productId, email } });
    if (error) {
      toast.error("Checkout could not be started");
      return;
    }
    window.location.assign(data.url);
  };

  if (isError) return <p>The shop is closed for a moment.</p>;
  return (
    <main>
      {products.map((product) => (
        <article key={product.id}>
          <img src={product.image_url ?? "/placeholder.svg"} alt={product.name} loading="lazy" />
          <button onClick={() => order(product.id, "")}>
            {product.name}: € {product.price}
          </button>
        </article>
      ))}
    </main>
  );
}
