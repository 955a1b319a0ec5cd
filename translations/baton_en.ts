<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DayTime</name>
    <message numerus="yes">
        <source>%n days left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours left</source>
        <translation>
            <numerusform>%n hour left</numerusform>
            <numerusform>%n hours left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes left</source>
        <translation>
            <numerusform>%n minute left</numerusform>
            <numerusform>%n minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExchangeText</name>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) that did not belong to this sign-in came and were refused.</source>
        <translation>
            <numerusform>%n request that did not belong to this sign-in came and was refused.</numerusform>
            <numerusform>%n requests that did not belong to this sign-in came and were refused.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::IdentityTokenPage</name>
    <message numerus="yes">
        <source>%n, signed by the registry</source>
        <translation>
            <numerusform>%n, signed by the registry</numerusform>
            <numerusform>%n, signed by the registry</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::ScopeList</name>
    <message numerus="yes">
        <source>What the researcher is asked to allow. %n chosen.</source>
        <translation>
            <numerusform>What the researcher is asked to allow. %n chosen.</numerusform>
            <numerusform>What the researcher is asked to allow. %n chosen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::TrafficPage</name>
    <message numerus="yes">
        <source>%n requests</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
</context>
</TS>
