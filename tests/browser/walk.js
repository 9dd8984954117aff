// Follows every link inside the page that is shown, and tells what one of them changed besides the place.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const inside = (link) => link.origin === location.origin && link.pathname === location.pathname;
  const state = () => ({
    query: location.search,
    inputs: all("[data-input], form[data-filter] [name]").map((field) => (field.type === "checkbox" ? field.checked : field.value)).join(),
    said: all('[data-part="sentence"], [data-part="pinned"], [data-part="full-result"]').map((place) => place.textContent).join("\n"),
    state: all("[data-explainer]").map((island) => island.dataset.state).join(),
    answered: all("[data-question]").map((question) => question.dataset.answered ?? "").join(),
    ticked: all("[data-station] input").map((box) => box.checked).join(),
  });
  const opened = () => all("details[open]:not(.cl-menu)");
  const views = () => new Map(all("[data-view]:checked").map((tab) => [tab.name, tab]));

  // what was opened stays open, unless the link leads into another view of the same explainer
  const closed = (before, views, target) => {
    const lost = before.filter((one) => !one.isConnected || !one.open).length;
    const other = [...views].filter(([name, tab]) => !tab.checked
      && !target?.closest("[data-panel]")?.closest(".cl-views")?.querySelector(`[name="${name}"]`));
    return lost + other.length;
  };

  const follow = (link, main) => {
    const before = state(), open = opened(), tabs = views(), { hash } = link, steps = history.length;
    link.click();
    const target = hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    const after = state(), faults = Object.keys(before).filter((key) => before[key] !== after[key]);
    if (!main.isConnected) faults.push("page");
    if (location.hash !== hash) faults.push("hash");
    if (closed(open, tabs, target)) faults.push("views");
    if (hash && !target?.checkVisibility()) faults.push("target");
    if (history.length > steps + 1) faults.push("steps");
    if (new URL(link.href).search !== location.search) faults.push("new tab");
    return faults.length ? [`${link.className || "-"} ${link.getAttribute("href")}: ${faults}`] : [];
  };

  globalThis.walk = () => {
    const main = document.querySelector("main");
    const links = all("a[href]").filter((link) => inside(link) && !link.hasAttribute("data-asks"));
    return { count: links.length, faults: links.flatMap((link) => follow(link, main)) };
  };

  // set what a reader can set: each explainer's slider, the first one pinned, a question, a view, everything that folds
  globalThis.set = () => {
    const [first] = all("[data-explainer]");
    for (const slider of all("[data-explainer]").map((island) => island.querySelector("[data-slider]"))) {
      slider.value = String(Math.round(slider.max * (slider.value < slider.max / 2 ? 0.7 : 0.3)));
      for (const kind of ["input", "change"]) slider.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    first?.querySelector('[data-action="pin"]').click();
    first?.querySelector('[data-view="table"]').click();
    first?.querySelector("details").setAttribute("open", "");
    document.querySelector('[data-full="start"]')?.click();
    all("[data-question] input")[0]?.click();
    all("[data-station] input")[0]?.click();
    all("main details")[0]?.setAttribute("open", "");
    const choice = document.querySelector("form[data-filter] select");
    if (choice) {
      choice.selectedIndex = 1;
      choice.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
})();
