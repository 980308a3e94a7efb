// Whom a conversation is with. With a desk it is the organisation, whoever writes for it.
import type { InboxItem } from "../../ipc/gen/types";
import { m } from "../../text";
import { fullName, initial } from "../../text/names";

export interface Who {
  /** Whose colour. */
  id: string;
  letter: string;
  name: string;
  /** In a sentence: 佐藤 健太 さん, みどり製作所の事務局. */
  addressed: string;
  /** One side of it is a desk. */
  desk: boolean;
}

export function whoOf({ kind, with: other, organization, organization_id }: Pick<InboxItem, "kind" | "with" | "organization" | "organization_id">): Who {
  if (kind === "with_desk") {
    return {
      id: organization_id,
      letter: initial({ ...other, family: organization }),
      name: organization,
      addressed: m.talk_desk({ organization }),
      desk: true,
    };
  }
  const name = fullName(other);
  return { id: other.person, letter: initial(other), name, addressed: m.talk_person({ name }), desk: kind === "at_desk" };
}
