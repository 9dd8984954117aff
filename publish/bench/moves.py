"""Moves of a slider, measured in the page."""

MOVES = 60

# one slider move a frame after the last one was painted; the time from the input event to the frame with its sentence
SLIDE = """async ([id, name, moves]) => {
  const root = document.getElementById(id);
  const slider = root.querySelector(`[data-slider="${name}"]`);
  const sentence = root.querySelector("[data-part=sentence]");
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0); // handled after the frame's paint
  }));
  const times = [];
  for (let move = 0; move < moves; move += 1) {
    await painted();
    const before = slider.getAttribute("aria-valuetext");
    const changed = new Promise((done, fail) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        done();
      });
      observer.observe(sentence, { childList: true, characterData: true, subtree: true });
      setTimeout(() => fail(new Error(`the sentence of ${id} did not follow its slider`)), 10_000);
    });
    const began = await new Promise((done) => requestAnimationFrame(() => {
      slider.value = String(100 + Math.round((540 / moves) * move));
      done(performance.now());
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    }));
    if (slider.getAttribute("aria-valuetext") === before) { // a whole number that stayed the same: nothing was asked
      changed.catch(() => {});
      continue;
    }
    await changed;
    times.push((await painted()) - began);
  }
  slider.dispatchEvent(new Event("change", { bubbles: true }));
  return times;
}"""
