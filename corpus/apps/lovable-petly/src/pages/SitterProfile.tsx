import { useEffect, useState } from "react";
import { useParams } from "react-router-dom";
import { supabase } from "@/integrations/supabase/client";
import { ShareButton } from "@/components/ShareButton";

interface SitterRow {
  display_name: string;
  bio: string | null;
  reviews: { rating: number; comment: string | null }[];
}

export default function SitterProfile() {
  const { id } = useParams();
  const [sitter, setSitter] = useState<SitterRow | null>(null);

  useEffect(() => {
    if (!id) return;
    // expect: contract/unknown-column
    supabase
      .from("sitters")
      .select("display_name, bio, response_time, reviews(rating, comment)")
      .eq("id", id)
      .single()
      .then(({ data, error }) => {
        if (error) console.error("Error loading sitter", error);
        else setSitter(data as unknown as SitterRow);
      });
  }, [id]);

  if (!sitter) return <p>Loading…</p>;
  return (
    <main>
      <h1>{sitter.display_name}</h1>
      <p>{sitter.bio}</p>
      {sitter.reviews.map((review, index) => (
        <p key={index}>
          {review.rating} / 5: {review.comment}
        </p>
      ))}
      <ShareButton url={window.location.href} />
    </main>
  );
}
