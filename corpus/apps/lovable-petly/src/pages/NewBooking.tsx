import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router-dom";
import { toast } from "sonner";
import { useAuth } from "@/contexts/AuthContext";
import { usePets } from "@/hooks/usePets";
import { createBooking, isFree } from "@/lib/services/bookings";
import { promoDiscount } from "@/lib/services/promo";

export default function NewBooking() {
  const { user } = useAuth();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { data: pets = [] } = usePets();
  const [startsOn, setStartsOn] = useState("");
  const [code, setCode] = useState("");
  const sitterId = params.get("sitter") ?? "";

  const submit = async () => {
    if (!user || pets.length === 0) return;
    // missed: payments/check-then-write
    if (!(await isFree(sitterId, startsOn))) {
      toast.error("This day is taken");
      return;
    }
    const percent = code ? await promoDiscount(code) : 0;
    const { data, error } = await createBooking({
      owner_id: user.id,
      pet_id: pets[0].id,
      sitter_id: sitterId,
      starts_on: startsOn,
      ends_on: startsOn,
      total_price: 40 * (1 - percent / 100),
    });
    if (error) {
      toast.error("The booking was not made");
      return;
    }
    navigate(`/bookings/success?booking=${data.id}`);
  };

  return (
    <main>
      <input type="date" value={startsOn} onChange={(e) => setStartsOn(e.target.value)} />
      <input value={code} onChange={(e) => setCode(e.target.value)} placeholder="Promo code" />
      <button onClick={submit}>Book</button>
    </main>
  );
}
