// Watches a page from outside: what it asks its worker, what comes back, what moves, what its policy blocks.
{
  const recorded = { asked: [], answered: [], steps: [], shifts: [], violations: [] };
  globalThis.recorded = recorded;
  const Plain = globalThis.Worker;
  globalThis.Worker = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data.type !== "answer") recorded.steps.push(data.type);
        else recorded.answered.push({ id: data.id, header: JSON.parse(data.header), numbers: [...data.numbers], ms: data.ms });
      });
    }
    postMessage(message, ...rest) {
      if (message.type === "ask") recorded.asked.push({ id: message.id, request: JSON.parse(message.request) });
      super.postMessage(message, ...rest);
    }
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) recorded.shifts.push({ value: entry.value, recent: entry.hadRecentInput });
  }).observe({ type: "layout-shift", buffered: true });
  addEventListener("securitypolicyviolation", (event) => recorded.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
}
