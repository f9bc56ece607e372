"use client";

import { useState, useTransition } from "react";
import { createInvoice } from "@/app/invoices/actions";

export function InvoiceForm() {
  const [customer, setCustomer] = useState("");
  const [message, setMessage] = useState("");
  const [pending, start] = useTransition();

  return (
    <form
      action={(data) =>
        start(async () => {
          const result = await createInvoice(data);
          setMessage(result.error ?? "Saved");
        })
      }
    >
      <input name="customer" value={customer} onChange={(e) => setCustomer(e.target.value)} />
      <input name="amount" type="number" min="1" />
      <button disabled={pending}>Create</button>
      <p>{message}</p>
    </form>
  );
}
