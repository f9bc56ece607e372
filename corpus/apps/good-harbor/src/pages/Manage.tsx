import { useState } from "react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "react-router-dom";
import { Problem } from "@/components/Problem";
import { arrivals } from "@/lib/queries";
import { supabase } from "@/lib/supabase";

async function uploadPhoto(marinaId: string, file: File): Promise<string> {
  const path = `${marinaId}/${crypto.randomUUID()}`;
  const { error } = await supabase.storage.from("berth-photos").upload(path, file, { contentType: file.type });
  if (error) throw error;
  return path;
}

export default function Manage() {
  const { marinaId = "" } = useParams();
  const [page, setPage] = useState(0);
  const bookings = useQuery({ queryKey: ["arrivals", marinaId, page], queryFn: () => arrivals(marinaId, page) });
  const upload = useMutation({ mutationFn: (file: File) => uploadPhoto(marinaId, file) });

  if (bookings.isError) return <Problem text="The arrivals could not be loaded." />;
  return (
    <main>
      {bookings.data?.map((booking) => (
        <p key={booking.id}>
          {booking.starts_on}: {booking.status}
        </p>
      ))}
      <button onClick={() => setPage(page + 1)}>Later</button>
      <input
        type="file"
        accept="image/jpeg,image/png,image/webp"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) upload.mutate(file);
        }}
      />
      {upload.isError && <Problem text="The photo was not stored." />}
    </main>
  );
}
