import { requireUser } from "@/lib/auth";
import { formatCents } from "@/lib/money";
import { InvoiceForm } from "@/components/invoice-form";
import { deleteInvoice } from "./actions";

export default async function InvoicesPage() {
  const { supabase } = await requireUser();
  const { data: invoices, error } = await supabase
    .from("invoices")
    .select("id, number, total_cents, currency, status")
    .order("created_at", { ascending: false })
    .limit(50);
  if (error) throw error;

  return (
    <main>
      <InvoiceForm />
      <ul>
        {invoices.map((invoice) => (
          <li key={invoice.id}>
            {invoice.number}: {formatCents(invoice.total_cents, invoice.currency)} ({invoice.status})
            <form action={deleteInvoice.bind(null, invoice.id)}>
              <button>Delete</button>
            </form>
          </li>
        ))}
      </ul>
    </main>
  );
}
