// The page is whole without this. It adds: sorting, filtering, and the command behind a number.
(() => {
  "use strict";
  const make = (tag, properties = {}) => Object.assign(document.createElement(tag), properties);
  const status = document.getElementById("page-status");
  const say = (text) => { status.textContent = text; };

  // Copying: the clipboard where the browser lets us, or a selection that Ctrl-C takes.
  const select = (code) => {
    const range = document.createRange();
    range.selectNodeContents(code);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };
  const copy = async (code) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      say("Copied.");
      return true;
    } catch {
      select(code);
      const done = document.execCommand("copy");
      say(done ? "Copied." : "Selected; copy it with Ctrl-C.");
      return done;
    }
  };
  const copying = (button, code) => button.addEventListener("click", async () => {
    button.textContent = (await copy(code)) ? "Copied" : "Selected";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });

  // The command of a row or a tile, at the foot of the window.
  const dock = document.getElementById("page-dock");
  const code = document.getElementById("page-dock-command");
  const says = document.getElementById("page-dock-says");
  const copyButton = document.getElementById("page-dock-copy");
  let opener = null;
  const open = (button, name, command) => {
    opener = button;
    says.textContent = `This lists the entries of ${name}:`;
    code.textContent = command;
    dock.hidden = false;
    copyButton.focus({ preventScroll: true });
  };
  const close = () => {
    dock.hidden = true;
    opener?.focus({ preventScroll: true });
  };
  copying(copyButton, code);
  document.getElementById("page-dock-close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !dock.hidden) close();
  });
  const listing = (element, name, place) => {
    const button = make("button", { type: "button", className: "list", textContent: "list" });
    button.setAttribute("aria-label", `Command that lists the entries of ${name}`);
    button.title = "Show the command that lists these entries";
    place.append(button);
    element.addEventListener("click", () => {
      if (getSelection().isCollapsed) open(button, name, element.dataset.command);
    });
  };

  for (const tile of document.querySelectorAll(".tile")) {
    if (!tile.dataset.command) continue;
    tile.classList.add("can");
    listing(tile, tile.dataset.name, tile);
  }
  for (const box of document.querySelectorAll(".command")) {
    const button = make("button", { type: "button", className: "copy", textContent: "Copy" });
    const finding = box.closest(".finding")?.querySelector("h3").lastChild.textContent.trim();
    if (finding) button.setAttribute("aria-label", `Copy the command of: ${finding}`);
    copying(button, box.querySelector("code"));
    box.append(button);
  }

  // Sorting: numbers by their value, text as people sort it, the unknown last.
  const collator = new Intl.Collator("en", { numeric: true });
  const key = (row, index) => {
    const cell = row.cells[index];
    const value = cell.dataset.v;
    return value === "" ? null : value === undefined ? cell.textContent : Number(value);
  };
  const compare = (a, b) => typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b);
  const sort = (table, header) => {
    const index = header.cellIndex;
    const numeric = header.matches(".number, .part");
    const now = header.getAttribute("aria-sort");
    const up = now ? now === "descending" : !numeric;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", up ? "ascending" : "descending");
    const rows = [...table.tBodies[0].rows].map((row) => [key(row, index), row]);
    rows.sort(([a], [b]) => a === null || b === null
      ? (a === null) - (b === null)
      : up ? compare(a, b) : compare(b, a));
    table.tBodies[0].append(...rows.map(([, row]) => row));
  };
  const sortable = (table) => {
    for (const header of table.tHead.rows[0].cells) {
      const button = make("button", { type: "button", className: "sort" });
      button.setAttribute("aria-label", `Sort by ${header.textContent}`);
      header.append(button);
      header.addEventListener("click", () => sort(table, header));
    }
  };

  const filterable = (table) => {
    const rows = [...table.tBodies[0].rows];
    const texts = rows.map((row) => [...row.cells].map((cell) => cell.title || cell.textContent).join(" ").toLowerCase());
    const field = make("input", { type: "search", placeholder: "Filter the rows" });
    field.setAttribute("aria-label", `Filter the rows of: ${table.caption.textContent}`);
    const shown = make("span", { textContent: `${rows.length} rows` });
    shown.setAttribute("aria-live", "polite");
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      rows.forEach((row, index) => { row.hidden = !texts[index].includes(wanted); });
      const count = rows.filter((row) => !row.hidden).length;
      shown.textContent = wanted ? `${count} of ${rows.length} rows` : `${rows.length} rows`;
    });
    const tools = make("div", { className: "tools" });
    tools.append(field, shown);
    table.closest(".scroll").before(tools);
  };

  const leading = (table) => {
    const rows = [...table.tBodies[0].rows];
    if (!rows.some((row) => row.dataset.command)) return;
    const header = make("th", { scope: "col", className: "go" });
    header.append(make("span", { className: "hidden", textContent: "entries" }));
    table.tHead.rows[0].append(header);
    for (const row of rows) {
      const cell = make("td", { className: "go" });
      row.append(cell);
      if (row.dataset.command) listing(row, row.cells[0].textContent.trim(), cell);
    }
  };

  for (const table of document.querySelectorAll("main table")) {
    if (table.dataset.filter !== undefined) filterable(table);
    if (table.tBodies[0].rows.length > 1) sortable(table);
    leading(table);
  }
})();
