import { toast } from "sonner";
import { copyToClipboard } from "@/lib/utils";

export function ShareButton({ url }: { url: string }) {
  const share = async () => {
    try {
      await navigator.share({ url });
      // fine: errors/empty-catch
    } catch {
      // the person closed the dialog
    }
  };

  const copy = async () => {
    if (await copyToClipboard(url)) toast.success("Link copied");
  };

  return <button onClick={"share" in navigator ? share : copy}>Share</button>;
}
