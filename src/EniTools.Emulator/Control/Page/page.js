'use strict';

// Everything that ENIs, tags and errors hold comes into the page as text: nothing here makes markup of it.

const at = id => document.getElementById(id);
const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));
const shortestPause = 250;
const litFor = 4000;
const maxRows = 200;

// The secret comes after the #, which no server and no referrer sees, and leaves the address at once: it is kept for this tab alone.
const store = 'eni-emulator-secret';
let secret = location.hash.slice(1) || sessionStorage.getItem(store) || '';
if (location.hash) {
  sessionStorage.setItem(store, secret);
  history.replaceState(null, '', location.pathname);
}

const seen = { last: '0', version: '', settings: '' };
const isFirstLook = () => seen.settings === '';

class Locked extends Error {}

async function ask(method, path, parameters = {}, signal) {
  const query = new URLSearchParams(parameters).toString();
  const answer = await fetch(query ? `${path}?${query}` : path, {
    method, signal, headers: { 'x-eni-emulator-secret': secret }, credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer',
  });
  if (answer.status === 403) {
    throw new Locked();
  }
  const json = await answer.json();
  if (!answer.ok) {
    throw new Error(json.Problem);
  }
  return json;
}

// --- building

function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('aria-')) {
      element.setAttribute(key, value);
    } else {
      element[key] = value;
    }
  }
  element.append(...children);
  return element;
}

function light(element) {
  element.classList.add('lit');
  setTimeout(() => element.classList.remove('lit'), litFor);
}

function say(text) {
  at('said').textContent = text;
}

function list(pairs) {
  return make('dl', {}, ...pairs.filter(([, value]) => value !== '').flatMap(([name, value]) =>
    [make('dt', {}, name), make('dd', { className: 'text' }, String(value))]));
}

// A button in a table that opens a row of details beneath its own.
function opener(text, columns, details) {
  const button = make('button', { type: 'button', 'aria-expanded': 'false' }, text);
  button.addEventListener('click', async () => {
    const row = button.closest('tr');
    if (row.nextElementSibling?.classList.contains('details')) {
      row.nextElementSibling.remove();
      button.setAttribute('aria-expanded', 'false');
      return;
    }
    button.setAttribute('aria-expanded', 'true');
    const cell = make('td', { colSpan: columns });
    row.after(make('tr', { className: 'details' }, cell));
    try {
      cell.append(...await details());
    } catch (problem) {
      cell.append(problem.message);
    }
  });
  return button;
}

// --- calls

function answerOf(call) {
  const kind = call.Code.startsWith('Throttling') ? 'throttled-text' : call.Code ? 'refused-text' : '';
  const text = call.Status === 0 ? 'no answer' : `${call.Status} ${call.Code}`;
  return make('td', { className: kind }, text);
}

async function callDetails(number) {
  const call = await ask('GET', 'request', { Number: number });
  return [
    make('h3', {}, 'Asked'), list([['Time', call.Time], ['Request id', call.RequestId], ...Object.entries(call.Parameters)]),
    make('h3', {}, 'Answered'), make('pre', { tabIndex: 0 }, call.Answer),
  ];
}

function callRow(call) {
  const row = make('tr', {},
    make('td', { className: 'text' }, new Date(call.Time).toLocaleTimeString()),
    make('td', {}, opener(call.Action || '(no action)', 5, () => callDetails(call.Number))),
    make('td', { className: 'extra text' }, call.NetworkInterfaceId),
    answerOf(call),
    make('td', { className: 'extra number' }, String(call.Milliseconds)));
  row.dataset.number = call.Number;
  return row;
}

function showCalls(news) {
  const body = at('calls').tBodies[0];
  // A reset has taken away what came before.
  const first = BigInt(news.First);
  for (const row of [...body.rows]) {
    if (row.dataset.number && BigInt(row.dataset.number) < first) {
      removeRow(row);
    }
  }
  const rows = news.Calls.map(callRow);
  body.prepend(...rows);
  if (!isFirstLook()) {
    rows.forEach(light);
  }
  const kept = [...body.rows].filter(row => row.dataset.number);
  kept.slice(maxRows).forEach(removeRow);
}

function removeRow(row) {
  if (row.nextElementSibling?.classList.contains('details')) {
    row.nextElementSibling.remove();
  }
  row.remove();
}

// --- the chart

let rates = { second: 0, bars: [] };

function showRates(news) {
  rates = { second: Number(news.Second), bars: news.Rates, taken: Date.now() };
  drawChart();
}

// The bars go on to the left while nothing comes.
function drawChart() {
  const passed = Math.min(Math.floor((Date.now() - rates.taken) / 1000), 60);
  const none = { Calls: 0, Refused: 0, Throttled: 0 };
  const bars = [...rates.bars.slice(passed), ...Array(passed).fill(none)];
  const sum = name => bars.reduce((total, bar) => total + bar[name], 0);
  const highest = Math.max(1, ...bars.map(bar => bar.Calls));
  const parts = [];
  bars.forEach((bar, i) => {
    let top = 80;
    for (const [name, count] of [
      ['calls', bar.Calls - bar.Refused - bar.Throttled], ['refused', bar.Refused], ['throttled', bar.Throttled]]) {
      const height = count / highest * 76;
      top -= height;
      if (count > 0) {
        const part = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
        for (const [key, value] of Object.entries({ class: name, x: i * 10 + 1, width: 8, y: top, height })) {
          part.setAttribute(key, value);
        }
        parts.push(part);
      }
    }
  });
  at('chart').replaceChildren(...parts);
  at('chart-text').textContent = sum('Calls') === 0
    ? 'No calls in the last minute'
    : `Calls in the last minute: ${sum('Calls')}, ${sum('Refused')} refused, ${sum('Throttled')} throttled; at most ${highest} in a second`;
  chartMoves = sum('Calls') > 0;
}

let chartMoves = false;
setInterval(() => chartMoves && !document.hidden && drawChart(), 1000);

// --- ENIs

let pageNumber = 1;
const pageSize = 25;
const shown = new Map();
const opened = new Set();

function eniRow(eni) {
  const row = make('tr', {},
    make('td', {}, eniOpener(eni), make('span', { className: 'small' }, `${eni.RegionId} ${eni.NetworkInterfaceName}`)),
    make('td', {}, eni.Status),
    make('td', { className: 'extra' }, eni.InstanceId),
    make('td', { className: 'extra' }, eni.VpcId),
    make('td', { className: 'number' }, String(eni.Addresses)),
    make('td', { className: 'number' }, String(eni.Prefixes)));
  row.dataset.id = keyOf(eni);
  return row;
}

const keyOf = eni => `${eni.RegionId} ${eni.NetworkInterfaceId}`;

function eniOpener(eni) {
  const button = opener(eni.NetworkInterfaceId, 6, () => eniDetails(eni));
  button.addEventListener('click', () =>
    button.getAttribute('aria-expanded') === 'true' ? opened.add(keyOf(eni)) : opened.delete(keyOf(eni)));
  return button;
}

function eniDetails(eni) {
  const more = eni.Addresses + eni.Prefixes - eni.Items.length;
  return [
    list([
      ['Description', eni.Description], ['Type', eni.Type + (eni.ServiceManaged ? ', managed by a service' : '')], ['Zone', eni.ZoneId],
      ['Instance', eni.InstanceId], ['VPC', eni.VpcId], ['vSwitch', eni.VSwitchId], ['Private IPv4', eni.PrivateIpAddresses.join(', ')],
      ['MAC', eni.MacAddress], ['Security groups', eni.SecurityGroupIds.join(', ')], ['Resource group', eni.ResourceGroupId],
      ['Tags', eni.Tags.join(', ')], ['Created', eni.CreationTime],
    ]),
    make('h3', {}, 'IPv6 addresses and prefixes'),
    make('pre', { tabIndex: 0 }, eni.Items.length ? eni.Items.join('\n') + (more ? `\n... and ${more} more` : '') : 'none'),
  ];
}

let asked = 0;

async function showEnis(isOfSearch) {
  const mine = ++asked;
  const found = await ask('GET', 'networkinterfaces',
    { Search: at('search').value, RegionId: at('region').value, Page: pageNumber, Size: pageSize });
  // A later question is under way.
  if (mine !== asked) {
    return;
  }
  const pages = Math.max(1, Math.ceil(found.Total / pageSize));
  if (pageNumber > pages) {
    pageNumber = pages;
    return showEnis(isOfSearch);
  }
  const text = `${found.Total} ${found.Total === 1 ? 'ENI' : 'ENIs'} found`;
  if (at('found').textContent !== text) {
    at('found').textContent = text;
  }
  at('page').textContent = `Page ${pageNumber} of ${pages}`;
  at('previous').disabled = pageNumber <= 1;
  at('next').disabled = pageNumber >= pages;

  const body = at('enis').tBodies[0];
  const focused = document.activeElement?.closest('#enis tr')?.dataset.id;
  const before = new Map(shown);
  shown.clear();
  body.replaceChildren();
  for (const eni of found.NetworkInterfaces) {
    const row = eniRow(eni);
    const key = keyOf(eni);
    const now = JSON.stringify(eni);
    shown.set(key, now);
    body.append(row);
    if (!isOfSearch && before.get(key) !== now) {
      light(row);
    }
    const button = row.querySelector('button');
    if (opened.has(key)) {
      button.setAttribute('aria-expanded', 'true');
      row.after(make('tr', { className: 'details' }, make('td', { colSpan: 6 }, ...eniDetails(eni))));
    }
    if (key === focused) {
      button.focus({ preventScroll: true });
    }
  }
}

async function showRegions() {
  const { Regions: regions } = await ask('GET', 'regions');
  const chosen = at('region').value;
  at('region').replaceChildren(make('option', { value: '' }, 'all'),
    ...regions.map(region => make('option', { value: region.RegionId, selected: region.RegionId === chosen }, region.RegionId)));
  at('regions').tBodies[0].replaceChildren(...regions.flatMap(region =>
    (region.Vpcs.length ? region.Vpcs : [{ VpcId: 'none', VSwitches: 0, NetworkInterfaces: 0, Addresses: 0, Prefixes: 0 }]).map(vpc =>
      make('tr', {}, make('td', {}, region.RegionId), make('td', {}, vpc.VpcId),
        ...[vpc.VSwitches, vpc.NetworkInterfaces, vpc.Addresses, vpc.Prefixes].map(count =>
          make('td', { className: 'number' }, String(count)))))));
}

let worldIsBusy = false;
let worldIsOld = false;
let worldWasAsked = false;

// One look at a time, and no more than two in a second, however quickly the world changes.
async function showWorld() {
  worldIsOld = true;
  if (worldIsBusy) {
    return;
  }
  worldIsBusy = true;
  try {
    while (worldIsOld) {
      worldIsOld = false;
      await Promise.all([showEnis(!worldWasAsked), showRegions()]);
      worldWasAsked = true;
      await pause(500);
    }
  } catch (problem) {
    connected(problem);
  } finally {
    worldIsBusy = false;
  }
}

// --- faults, flow control, snapshots

const everyCall = 2147483647;

function faultText(fault) {
  const parts = [fault.Kind, 'for', fault.Action || 'every operation'];
  if (fault.NetworkInterfaceId) {
    parts.push('on', fault.NetworkInterfaceId);
  }
  parts.push(fault.Count === everyCall ? '' : `for ${fault.Count} ${fault.Count === 1 ? 'call' : 'calls'}`);
  if (fault.Kind === 'Refuse') {
    parts.push(`with HTTP ${fault.Status} ${fault.Code}`);
  }
  if (fault.RetryAfterMilliseconds) {
    parts.push(`retry after ${fault.RetryAfterMilliseconds} ms`);
  }
  if (fault.LatencyMilliseconds) {
    parts.push(`${fault.LatencyMilliseconds} ms later`);
  }
  if (fault.Probability !== '1') {
    parts.push(`with probability ${fault.Probability}`);
  }
  return parts.filter(part => part).join(' ');
}

function act(text, label, done, ...request) {
  const button = make('button', { type: 'button', 'aria-label': label }, text);
  button.addEventListener('click', () => attempt(async () => {
    await ask(...request);
    say(done);
  }));
  return button;
}

async function attempt(action, problemAt = at('problem')) {
  problemAt.hidden = true;
  try {
    await action();
  } catch (problem) {
    problemAt.textContent = problem instanceof Locked ? 'The emulator did not take that from this page.' : problem.message;
    problemAt.hidden = false;
  }
}

// Items that were there stay as they are, so that the keyboard's place is not lost.
function keep(parent, keys, makeItem) {
  const known = new Map([...parent.children].map(item => [item.dataset.key, item]));
  parent.replaceChildren(...keys.map(([key, value]) => {
    const old = known.get(key);
    if (old) {
      return old;
    }
    const item = makeItem(value);
    item.dataset.key = key;
    if (!isFirstLook()) {
      light(item);
    }
    return item;
  }));
}

function showSettings(set) {
  const numbers = new Map();
  keep(at('faults'), set.Faults.map(fault => {
    const text = JSON.stringify(fault);
    const number = numbers.get(text) ?? 0;
    numbers.set(text, number + 1);
    return [`${text} ${number}`, fault];
  }), fault => make('li', {},
    make('span', {}, faultText(fault)),
    act('Take back', `Take back: ${faultText(fault)}`, 'The fault is taken back.', 'DELETE', 'faults', fault)));

  const flow = at('flow');
  if (!flow.contains(document.activeElement)) {
    flow.MaxCallsPerSecond.value = set.FlowControl.MaxCallsPerSecond || '';
    flow.MaxCallsPerMinute.value = set.FlowControl.MaxCallsPerMinute || '';
    flow.OmitRetryAfter.checked = set.FlowControl.OmitRetryAfter;
  }

  keep(at('snapshots'), set.Snapshots.map(snapshot => [JSON.stringify(snapshot), snapshot]), snapshot => make('li', {},
    make('span', {}, snapshot.Name,
      make('span', { className: 'small' }, `${snapshot.NetworkInterfaceCount} ENIs, ${new Date(snapshot.TakenAt).toLocaleTimeString()}`)),
    act('Put back', `Put back ${snapshot.Name}`, `${snapshot.Name} is put back.`, 'POST', 'restore', { Name: snapshot.Name }),
    act('Forget', `Forget ${snapshot.Name}`, `${snapshot.Name} is forgotten.`, 'DELETE', 'snapshots', { Name: snapshot.Name })));
}

function onSubmit(form, send) {
  form.addEventListener('submit', submit => {
    submit.preventDefault();
    attempt(() => send(form), form.querySelector('.problem') ?? at('problem'));
  });
}

onSubmit(at('fault'), async form => {
  const members = [...new FormData(form)].filter(([name, value]) =>
    value !== '' && !(form.elements[name].closest('.refusal')?.hidden));
  await ask('POST', 'faults', Object.fromEntries(members));
  say('The fault is added.');
});

onSubmit(at('flow'), async form => {
  await ask('POST', 'flowcontrol', {
    MaxCallsPerSecond: form.MaxCallsPerSecond.value || '0',
    MaxCallsPerMinute: form.MaxCallsPerMinute.value || '0',
    OmitRetryAfter: form.OmitRetryAfter.checked,
  });
  say('The limits are set.');
});

onSubmit(at('snapshot'), async form => {
  await ask('POST', 'snapshots', { Name: form.elements.Name.value });
  say('The snapshot is taken.');
  form.reset();
});

at('reset').addEventListener('click', () => {
  if (confirm('Begin again with the default world? Requests, faults and temporary keys are forgotten.')) {
    attempt(async () => {
      await ask('POST', 'reset');
      say('Everything is as at the start.');
    });
  }
});

function showRefusalFields() {
  const isRefusal = at('fault').Kind.value === 'Refuse';
  at('fault').querySelectorAll('.refusal').forEach(label => { label.hidden = !isRefusal; });
}
at('fault').Kind.addEventListener('change', showRefusalFields);

let typed;
at('search').addEventListener('input', () => {
  clearTimeout(typed);
  typed = setTimeout(findFromStart, 200);
});
at('region').addEventListener('change', findFromStart);
at('find').addEventListener('submit', submit => {
  submit.preventDefault();
  findFromStart();
});
at('previous').addEventListener('click', () => turn(-1));
at('next').addEventListener('click', () => turn(1));

function findFromStart() {
  pageNumber = 1;
  attempt(() => showEnis(true));
}

function turn(by) {
  pageNumber += by;
  attempt(() => showEnis(true));
}

// --- what happens, as it happens

function connected(problem) {
  const isLocked = problem instanceof Locked;
  at('locked').hidden = !isLocked;
  at('open').hidden = isLocked;
  at('state').textContent = isLocked ? 'Locked' : problem ? 'No answer' : 'Live';
  at('state').classList.toggle('good', !problem);
}

let watching;

async function watch() {
  watching?.abort();
  const mine = watching = new AbortController();
  while (!mine.signal.aborted) {
    try {
      const news = await ask('GET', 'watch', { After: seen.last, Version: seen.version, Settings: seen.settings }, mine.signal);
      connected();
      showCalls(news);
      showRates(news);
      showSettings(news.Set);
      at('place').textContent = `${location.host}, since ${new Date(news.StartedAt).toLocaleString()}`;
      at('saving').hidden = news.SaveProblem === '';
      at('saving').textContent = `The state cannot be saved: ${news.SaveProblem}`;
      const isNewWorld = news.Version !== seen.version;
      Object.assign(seen, { last: news.Last, version: news.Version, settings: news.Settings });
      if (isNewWorld) {
        showWorld();
      }
      await pause(shortestPause);
    } catch (problem) {
      if (mine.signal.aborted) {
        return;
      }
      connected(problem);
      if (problem instanceof Locked) {
        return;
      }
      await pause(1000);
    }
  }
}

async function begin() {
  try {
    const choices = await ask('GET', 'choices');
    at('fault').Kind.replaceChildren(...choices.FaultKinds.map(kind => make('option', { selected: kind === 'Refuse' }, kind)));
    at('actions').replaceChildren(...choices.Actions.map(action => make('option', { value: action })));
    showRefusalFields();
    watch();
  } catch (problem) {
    connected(problem);
    if (!(problem instanceof Locked)) {
      await pause(1000);
      begin();
    }
  }
}

at('unlock').addEventListener('submit', submit => {
  submit.preventDefault();
  secret = at('secret').value.trim().replace(/^.*#/, '');
  sessionStorage.setItem(store, secret);
  begin();
});

// A page that nobody sees asks for nothing.
document.addEventListener('visibilitychange', () => document.hidden ? watching?.abort() : watching && watch());

begin();
