import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import { current } from "../../text/locale.svelte";
import YearMonth from "./YearMonth.svelte";

function month(value: string | null, more: { optional?: string; present?: boolean } = {}) {
  const box = $state({ value });
  render(YearMonth, {
    label: "開始年月",
    ...more,
    get value() {
      return box.value;
    },
    set value(next) {
      box.value = next;
    },
  });
  return box;
}
const year = () => screen.getByLabelText<HTMLInputElement>("開始年月の年");
const type = (text: string) => fireEvent.input(year(), { target: { value: text } });
const pick = (number: string) => fireEvent.change(screen.getByLabelText("開始年月の月"), { target: { value: number } });

beforeEach(() => {
  void current.choose("ja");
  current.era = "western";
});

describe("a year and a month", () => {
  it("stands there as the person counts years", () => {
    current.era = "japanese";
    month("2019-04");
    expect(year().value).toBe("平成31年");
    expect(screen.getByText("2019年4月（平成31年4月）")).toBeTruthy();
  });

  it("is understood in either way of counting, whichever is chosen", async () => {
    const box = month("");
    await type("令和元年");
    await pick("05");
    expect(box.value).toBe("2019-05");
    await type("2020");
    expect(box.value).toBe("2020-05");
    expect(year().value, "what was typed stays as it was typed").toBe("2020");
  });

  it("is taken whole from one field", async () => {
    const box = month("");
    await type("H31.4");
    expect(box.value).toBe("2019-04");
    expect(screen.getByLabelText<HTMLSelectElement>("開始年月の月").value).toBe("04");
  });

  it("is not whole until both are there, and nothing where it may be left out", async () => {
    const box = month(null, { optional: "任意" });
    await type("20");
    expect(box.value).toBe("20-");
    await type("");
    expect(box.value).toBeNull();
  });

  it("may go on to the present", async () => {
    const box = month("2019-04", { present: true });
    await fireEvent.click(screen.getByLabelText("現在に至る"));
    expect(box.value).toBeNull();
    expect(screen.queryByLabelText("開始年月の年")).toBeNull();
    await fireEvent.click(screen.getByLabelText("現在に至る"));
    expect(box.value).toBe("2019-04");
  });
});
