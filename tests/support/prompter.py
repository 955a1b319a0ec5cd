#!/usr/bin/python3
"""Stands where the desktop asks for the keyring's password (org.gnome.keyring.SystemPrompter) and says no, or nothing at all.

  prompter.py dismiss | ignore      one line on standard output when it is ready, and one per question
"""
import sys

import gi
from gi.repository import Gio, GLib

INTERFACE = Gio.DBusNodeInfo.new_for_xml('''<node><interface name="org.gnome.keyring.internal.Prompter">
  <method name="BeginPrompting"><arg name="callback" type="o" direction="in"/></method>
  <method name="PerformPrompt"><arg name="callback" type="o" direction="in"/><arg name="type" type="s" direction="in"/>
    <arg name="properties" type="a{sv}" direction="in"/><arg name="exchange" type="s" direction="in"/></method>
  <method name="StopPrompting"><arg name="callback" type="o" direction="in"/></method>
</interface></node>''').interfaces[0]
CALLBACK = 'org.gnome.keyring.internal.Prompter.Callback'


def say(words):
    print(words, flush=True)


def answer(bus, whom, path, method, arguments):
    bus.call(whom, path, CALLBACK, method, arguments, None, Gio.DBusCallFlags.NONE, 5000, None, None)


def called(bus, whom, _path, _interface, method, arguments, invocation):
    callback = arguments.unpack()[0]
    invocation.return_value(None)
    if method == 'BeginPrompting':
        answer(bus, whom, callback, 'PromptReady', GLib.Variant('(sa{sv}s)', ('', {}, '')))
    elif method == 'PerformPrompt':
        say('asked ' + arguments.unpack()[1])
        if sys.argv[1] == 'dismiss':
            answer(bus, whom, callback, 'PromptReady', GLib.Variant('(sa{sv}s)', ('no', {}, '')))
    else:
        answer(bus, whom, callback, 'PromptDone', None)


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.register_object('/org/gnome/keyring/Prompter', INTERFACE, called, None, None)
Gio.bus_own_name_on_connection(bus, 'org.gnome.keyring.SystemPrompter', Gio.BusNameOwnerFlags.NONE, lambda *_: say('ready'), lambda *_: sys.exit('the prompter’s name is taken'))
GLib.MainLoop().run()
