import { Failure } from "../../ipc/failure";

/** The content of a file, as a call takes it. The page goes on meanwhile. */
export function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => reject(new Failure("invalid", { field: "file" }));
    reader.readAsDataURL(file);
  });
}
