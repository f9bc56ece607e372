import { useEffect, useState } from "react";
import { toast } from "sonner";
import { supabase } from "@/integrations/supabase/client";

interface Application {
  id: string;
  full_name: string;
  email: string;
  status: string;
}

export default function AdminDashboard() {
  const [applications, setApplications] = useState<Application[]>([]);
  const [revenue, setRevenue] = useState(0);

  useEffect(() => {
    const load = async () => {
      const [apps, bookings] = await Promise.all([
        // expect: queries/unbounded-read
        supabase.from("sitter_applications").select("id, full_name, email, status"),
        // expect: queries/unbounded-read
        supabase.from("bookings").select("total_price"),
      ]);
      setApplications(apps.data ?? []);
      setRevenue((bookings.data ?? []).reduce((sum, row) => sum + Number(row.total_price), 0));
    };
    load();
  }, []);

  const accept = async (application: Application) => {
    const { error } = await supabase
      .from("sitter_applications")
      .update({ status: "accepted" })
      .eq("id", application.id);
    if (error) {
      toast.error("Not accepted");
      return;
    }
    try {
      await supabase.functions.invoke("contact-form", {
        body: { to: application.email, subject: "Welcome", html: "<p>You are a Petly sitter now.</p>" },
      });
    } catch (error) {
      console.error("mail", error);
    }
  };

  return (
    <main>
      <h1>Revenue: € {revenue}</h1>
      {applications.map((application) => (
        <p key={application.id}>
          {application.full_name} <button onClick={() => accept(application)}>Accept</button>
        </p>
      ))}
    </main>
  );
}
