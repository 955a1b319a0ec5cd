"""Baton as a screen reader meets it: found on the accessibility bus, read by name, pressed by action.

Waiting is for events of that bus; a slow tick stands behind it for what sends none. Run inside in-session, with
NO_AT_BRIDGE=0 in the environment.
"""
import os, subprocess, time

os.environ['NO_AT_BRIDGE'] = '0'
import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib
import pyatspi

EVENTS = ('object:state-changed:showing', 'object:state-changed:enabled', 'object:state-changed:checked', 'object:children-changed',
          'object:property-change:accessible-name', 'object:property-change:accessible-description', 'object:text-changed',
          'object:selection-changed', 'window:create')


class Missing(Exception):
    """Something that should be in a window is not."""


class Waiter:
    """Runs the main loop until a condition holds; looks again at every event of the accessibility bus."""

    def __init__(self, tick=0.25):
        self.tick = int(tick * 1000)
        self.loop = GLib.MainContext.default()
        self.happened = False
        self.listener = Atspi.EventListener.new(self.note)
        for event in EVENTS:
            self.listener.register(event)

    def note(self, _event):
        self.happened = True

    def until(self, condition, seconds):
        end = time.monotonic() + seconds
        while True:
            value = condition()
            if value or time.monotonic() > end:
                return value
            self.happened = False
            rung = []
            timer = GLib.timeout_add(self.tick, lambda: rung.append(1) and False)
            while not self.happened and not rung:
                self.loop.iteration(True)
            while self.loop.pending():
                self.loop.iteration(False)
            if not rung:
                GLib.source_remove(timer)


def showing(node):
    return node.getState().contains(pyatspi.STATE_SHOWING)


def name_of(node):
    # A combo's own name is its current text; what it is called comes from its label.
    for relation in node.getRelationSet():
        if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY:
            return relation.getTarget(0).name or node.name
    return node.name


def children(node):
    for i in range(node.childCount):
        try:
            child = node.getChildAtIndex(i)
        except Exception:
            continue  # gone meanwhile
        if child is not None:
            yield child


def walk(node, depth=0):
    """What is showing, parents first. Tables are told by their model, not cell by cell."""
    try:
        if depth and not showing(node):
            return
        yield node
        if depth > 40 or node.getRole() in (pyatspi.ROLE_TABLE, pyatspi.ROLE_TREE_TABLE, pyatspi.ROLE_TREE):
            return
        below = list(children(node))
    except Exception:
        return  # gone meanwhile
    for child in below:
        yield from walk(child, depth + 1)


BUTTONS = (pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_RADIO_BUTTON, pyatspi.ROLE_CHECK_BOX)
FIELDS = (pyatspi.ROLE_TEXT, pyatspi.ROLE_PASSWORD_TEXT, pyatspi.ROLE_SPIN_BUTTON, pyatspi.ROLE_ENTRY)


class Desk:
    """One running Baton: the real program, a profile of its own, its windows by their accessible names."""

    def __init__(self, baton, profile, waiter, name='Baton', arguments=(), environment=None, output=None):
        """output: a file for everything it says on its outputs; else they are this process's."""
        self.name, self.profile, self.waiter = name, profile, waiter
        env = dict(os.environ, QT_LINUX_ACCESSIBILITY_ALWAYS_ON='1', QT_ACCESSIBILITY='1',
                   XDG_CURRENT_DESKTOP='X-Journey')  # Qt's own file dialog, which is on the bus like the rest
        env.update(environment or {})
        said = open(output, 'ab') if output else None
        self.process = subprocess.Popen([baton, '--profile', profile, *arguments], env=env, stdout=said, stderr=said and subprocess.STDOUT)
        if said:
            said.close()
        self.app = self.wait(self.application, 60, 'the program on the accessibility bus')

    def application(self):
        if self.process.poll() is not None:
            raise Missing(f'{self.name} ended with {self.process.returncode}')
        for child in children(pyatspi.Registry.getDesktop(0)):
            try:
                if child.get_process_id() == self.process.pid and child.childCount:
                    return child
            except Exception:
                continue
        return None

    def wait(self, condition, seconds, what):
        value = self.waiter.until(condition, seconds)
        if not value:
            raise Missing(f'{self.name}: {what} (waited {seconds} s)')
        return value

    def nodes(self):
        # Dialogs come last and are what counts.
        for window in reversed(list(children(self.app))):
            yield from walk(window)

    def look(self, name, roles=None):
        for node in self.nodes():
            try:
                if (roles is None or node.getRole() in roles) and name_of(node) == name and showing(node):
                    return node
            except Exception:
                continue
        return None

    def find(self, name, roles=None, seconds=20):
        return self.wait(lambda: self.look(name, roles), seconds, f'nothing is called “{name}”')

    def press(self, name, seconds=20):
        def ready():
            node = self.look(name, BUTTONS)
            return node if node and node.getState().contains(pyatspi.STATE_ENABLED) else None
        act(self.wait(ready, seconds, f'no enabled button “{name}”'))

    def tick(self, name, on=True):
        node = self.find(name, BUTTONS)
        if node.getState().contains(pyatspi.STATE_CHECKED) != on:
            act(node)
        self.wait(lambda: self.find(name, BUTTONS).getState().contains(pyatspi.STATE_CHECKED) == on, 10, f'“{name}” does not change')

    def write(self, name, text, seconds=20):
        field = self.find(name, FIELDS, seconds)
        field.queryEditableText().setTextContents(text)

    def choose(self, combo, entry):
        """Opens a combo and clicks the entry that begins so; it has to be in sight."""
        box = self.find(combo, (pyatspi.ROLE_COMBO_BOX,))
        if box.name.startswith(entry):
            return
        act(box)

        def rows():
            return [node for node in walk(box, 1) if node.getRole() == pyatspi.ROLE_LIST_ITEM]
        shown = self.wait(rows, 10, f'“{combo}” does not open')
        row = next((node for node in shown if node.name.startswith(entry)), None)
        if not row:
            raise Missing(f'{self.name}: “{combo}” shows no “{entry}” among {[node.name for node in shown]}')
        click(row)

    def words(self):
        """Everything in words that the windows show: names, descriptions, texts."""
        for node in self.nodes():
            try:
                yield node.name
                yield node.description
                if node.getRole() in FIELDS:
                    yield node.queryText().getText(0, -1)
            except Exception:
                continue

    def sees(self, *parts, seconds=20):
        def seen():
            return next((text for text in self.words() if all(part in text for part in parts)), None)
        return self.wait(seen, seconds, f'nowhere reads {parts}')

    def list_below(self, name):
        """The names of a list's labels."""
        return [node.name for node in walk(self.find(name), 1) if node.getRole() == pyatspi.ROLE_LABEL and node.name]

    def rows(self, table):
        """A table in words, row by row."""
        grid = self.find(table, (pyatspi.ROLE_TABLE, pyatspi.ROLE_TREE_TABLE, pyatspi.ROLE_LIST)).queryTable()
        return [[grid.getAccessibleAt(r, c).name for c in range(grid.nColumns)] for r in range(grid.nRows)]

    def page(self, name):
        self.press(name)
        self.wait(lambda: (node := self.look(name, BUTTONS)) and node.getState().contains(pyatspi.STATE_CHECKED), 10, f'the page “{name}” does not come')

    def entry(self, name, wanted):
        """Clicks an entry of a list; what lies below the part in sight is brought there by the wheel, as a hand would."""
        box = self.find(name)

        def row():
            return next((child for child in children(box) if child.name == wanted), None)

        def in_sight():
            at, (top, bottom) = extents(self.wait(row, 10, f'“{name}” has no “{wanted}”')), seen(box)
            return at.y >= top and at.y + at.height <= bottom
        for _ in range(60):
            if self.waiter.until(in_sight, 0.3):
                return click(row())
            frame, (top, bottom) = extents(box), seen(box)
            pyatspi.Registry.generateMouseEvent(frame.x + frame.width // 2, (top + bottom) // 2, 'b5c')
        raise Missing(f'{self.name}: “{wanted}” does not come into sight in “{name}”')

    def file(self, path, accept):
        """Answers the file dialog that is open."""
        self.wait(lambda: self.look('File name:', FIELDS), 20, 'no file dialog')
        self.write('File name:', path)
        self.press(accept)
        self.wait(lambda: not self.look('File name:', FIELDS), 20, 'the file dialog does not close')

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)


def act(node):
    action = node.queryAction()
    names = [action.getName(i).lower() for i in range(action.nActions)]
    for wanted in ('press', 'toggle', 'click', 'showmenu'):
        if wanted in names:
            return action.doAction(names.index(wanted))
    return action.doAction(0)


def extents(node):
    return node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)


def seen(node):
    """Top and bottom of what is in sight of it: what lies around it may be scrolled too."""
    top, bottom = 0, 1 << 30
    while node is not None and node.getRole() != pyatspi.ROLE_APPLICATION:
        box = extents(node)
        if box.height > 0:
            top, bottom = max(top, box.y), min(bottom, box.y + box.height)
        node = node.parent
    return top, bottom


def click(node):
    box = extents(node)
    pyatspi.Registry.generateMouseEvent(box.x + box.width // 2, box.y + box.height // 2, pyatspi.MOUSE_B1C)


class Pictures:
    """The whole screen into a folder, when BATON_JOURNEY_PICTURES names one."""

    def __init__(self):
        self.folder = os.environ.get('BATON_JOURNEY_PICTURES')
        self.number = 0
        if self.folder:
            os.makedirs(self.folder, exist_ok=True)
            gi.require_version('Gdk', '3.0')

    def take(self, name):
        if not self.folder:
            return
        from gi.repository import Gdk
        root = Gdk.get_default_root_window()
        self.number += 1
        picture = Gdk.pixbuf_get_from_window(root, 0, 0, root.get_width(), root.get_height())
        picture.savev(os.path.join(self.folder, f'{self.number:02} {name}.png'), 'png', [], [])


def place(pid, x, y):
    """Moves the main window of a process; there is no window manager here that would."""
    from ctypes import CDLL, POINTER, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_ubyte, c_void_p, cast
    x11 = CDLL('libX11.so.6')
    x11.XOpenDisplay.restype = c_void_p
    x11.XInternAtom.restype = c_ulong
    x11.XDefaultRootWindow.restype = c_ulong
    display = c_void_p(x11.XOpenDisplay(None))
    atom = x11.XInternAtom(display, c_char_p(b'_NET_WM_PID'), 0)
    root, parent, windows, count = c_ulong(x11.XDefaultRootWindow(display)), c_ulong(), POINTER(c_ulong)(), c_uint()
    x11.XQueryTree(display, root, byref(c_ulong()), byref(parent), byref(windows), byref(count))
    for window in windows[:count.value]:
        kind, form, items, after, data = c_ulong(), c_int(), c_ulong(), c_ulong(), POINTER(c_ubyte)()
        x11.XGetWindowProperty(display, c_ulong(window), c_ulong(atom), c_long(0), c_long(1), 0, c_ulong(0), byref(kind), byref(form),
                               byref(items), byref(after), byref(data))
        if items.value and cast(data, POINTER(c_ulong))[0] == pid:
            x11.XMoveWindow(display, c_ulong(window), x, y)
    x11.XSync(display, 0)
    x11.XCloseDisplay(display)
