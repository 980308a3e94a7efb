// A profile for tests: what is not said is empty.
import type { FieldView, ProfileField, ProfileView, RowBody, RowView } from "../../../ipc/gen/types";

const MARKS = { visibility: [], confirmed_at: 1_760_000_000_000, stale: false, pending: false, refused: null, conflict: null };

export const field = (field: ProfileField, text: string, more: Partial<FieldView> = {}): FieldView => ({ field, text, ...MARKS, ...more });
export const row = (row: string, body: RowBody, more: Partial<RowView> = {}): RowView => ({ row, body, ...MARKS, ...more });

export const profile = (more: Partial<ProfileView> = {}): ProfileView => ({
  fields: [], work: [], education: [], certificates: [], skills: [], languages: [], projects: [], links: [], contacts: [],
  former_names: [], custom: [], organizations: [], login_address: null, ...more,
});
