// The way back from an edit: over whatever stands there now, which may have been tidied since it was typed.
import { rpc } from "../../ipc/call";
import type { FieldValue, ProfileField, RowValue } from "../../ipc/gen/types";
import { ROW_TYPES, rowsOf } from "./lists";

export async function putFieldBack(field: ProfileField, value: FieldValue): Promise<void> {
  const now = (await rpc.profile()).fields.find((each) => each.field === field);
  if (now) await rpc.set_field({ field, base: { text: now.text, visibility: now.visibility }, value });
}

/** An entry that has been removed meanwhile is added again. */
export async function putRowBack(row: string, value: RowValue): Promise<void> {
  const profile = await rpc.profile();
  const now = ROW_TYPES.flatMap((type) => rowsOf(profile, type)).find((each) => each.row === row);
  if (now) await rpc.edit_row({ row, base: { body: now.body, visibility: now.visibility }, value });
  else await rpc.add_row({ value });
}
