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
    <name>Formats</name>
    <message numerus="yes">
        <source>%n comment(s) or preamble(s) left out.</source>
        <translation>
            <numerusform>%n comment or preamble left out.</numerusform>
            <numerusform>%n comments or preambles left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: longer than %n character(s); left out.</source>
        <translation>
            <numerusform>%1: longer than %n character; left out.</numerusform>
            <numerusform>%1: longer than %n characters; left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The file’s first line has %n column(s), more than are read.</source>
        <translation>
            <numerusform>The file’s first line has %n column, more than are read.</numerusform>
            <numerusform>The file’s first line has %n columns, more than are read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) outside of entries left out.</source>
        <translation>
            <numerusform>%n line outside of entries left out.</numerusform>
            <numerusform>%n lines outside of entries left out.</numerusform>
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
    <name>baton::desk::Recall</name>
    <message numerus="yes">
        <source>%n permission(s) that our client holds for %1 revoked, and our copies of the tokens wiped.</source>
        <translation>
            <numerusform>%n permission that our client holds for %1 revoked, and our copies of the tokens wiped.</numerusform>
            <numerusform>%n permissions that our client holds for %1 revoked, and our copies of the tokens wiped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n more no token is here: only the researcher can remove it.</source>
        <translation>
            <numerusform>Of %n more no token is here: only the researcher can remove it.</numerusform>
            <numerusform>Of %n more no token is here: only the researcher can remove it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) stay on the record, shown as ours via the partner. %1 can remove them.</source>
        <translation>
            <numerusform>%n item stays on the record, shown as ours via the partner. %1 can remove it.</numerusform>
            <numerusform>%n items stay on the record, shown as ours via the partner. %1 can remove them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ledger: %n entry(s), the last with the hash %1.</source>
        <translation>
            <numerusform>Ledger: %n entry, the last with the hash %1.</numerusform>
            <numerusform>Ledger: %n entries, the last with the hash %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What remains: %1. Step 1 can still revoke %n permission(s) that our client holds; do that, then try again.</source>
        <translation>
            <numerusform>What remains: %1. Step 1 can still revoke %n permission that our client holds; do that, then try again.</numerusform>
            <numerusform>What remains: %1. Step 1 can still revoke %n permissions that our client holds; do that, then try again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::desk::Receiver</name>
    <message numerus="yes">
        <source>This package opened, but its %n id_token(s) came here before in another package, on %1.</source>
        <translation>
            <numerusform>This package opened, but its id_token came here before in another package, on %1.</numerusform>
            <numerusform>This package opened, but its %n id_tokens came here before in another package, on %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::Conductor</name>
    <message numerus="yes">
        <source>Practice registry running · %n fault(s) on</source>
        <translation>
            <numerusform>Practice registry running · %n fault on</numerusform>
            <numerusform>Practice registry running · %n faults on</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::DeliveryModel</name>
    <message numerus="yes">
        <source>%n exchanged</source>
        <translation>
            <numerusform>%n exchanged</numerusform>
            <numerusform>%n exchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ready</source>
        <translation>
            <numerusform>%n ready</numerusform>
            <numerusform>%n ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n revoked</source>
        <translation>
            <numerusform>%n revoked</numerusform>
            <numerusform>%n revoked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not enabled</source>
        <translation>
            <numerusform>%n not enabled</numerusform>
            <numerusform>%n not enabled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n researchers</source>
        <translation>
            <numerusform>%n researcher</numerusform>
            <numerusform>%n researchers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ended</source>
        <translation>
            <numerusform>%n ended</numerusform>
            <numerusform>%n ended</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::Exporting</name>
    <message numerus="yes">
        <source>Reading %n item(s) in full…</source>
        <translation>
            <numerusform>Reading %n item in full…</numerusform>
            <numerusform>Reading %n items in full…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) exported to %1.</source>
        <translation>
            <numerusform>%n item exported to %1.</numerusform>
            <numerusform>%n items exported to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) couldn’t be read in full any more and are left out.</source>
        <translation>
            <numerusform>%n item couldn’t be read in full any more and is left out.</numerusform>
            <numerusform>%n items couldn’t be read in full any more and are left out.</numerusform>
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
    <name>baton::ui::LedgerDesk</name>
    <message numerus="yes">
        <source>%n new entries.</source>
        <translation>
            <numerusform>%n new entry.</numerusform>
            <numerusform>%n new entries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The id_tokens of %n researchers are wiped here.</source>
        <translation>
            <numerusform>The id_token of %n researcher is wiped here.</numerusform>
            <numerusform>The id_tokens of %n researchers are wiped here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::LedgerModel</name>
    <message numerus="yes">
        <source>%n receipts sent</source>
        <translation>
            <numerusform>%n receipt sent</numerusform>
            <numerusform>%n receipts sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n receipts</source>
        <translation>
            <numerusform>%n receipt</numerusform>
            <numerusform>%n receipts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n researchers</source>
        <translation>
            <numerusform>%n researcher</numerusform>
            <numerusform>%n researchers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::LedgerPage</name>
    <message numerus="yes">
        <source>Chain unbroken, %n entries, the last %1</source>
        <translation>
            <numerusform>Chain unbroken, %n entry, %1</numerusform>
            <numerusform>Chain unbroken, %n entries, the last %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hand-overs</source>
        <translation>
            <numerusform>%n hand-over</numerusform>
            <numerusform>%n hand-overs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::LedgerWiring</name>
    <message numerus="yes">
        <source>The receipt from %1 is in the ledger now: %n new entries.</source>
        <translation>
            <numerusform>The receipt from %1 is in the ledger now: %n new entry.</numerusform>
            <numerusform>The receipt from %1 is in the ledger now: %n new entries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The id_tokens of %n researchers were wiped here. Save the receipt for %1, so that they know.</source>
        <translation>
            <numerusform>The id_token of %n researcher was wiped here. Save the receipt for %1, so that they know.</numerusform>
            <numerusform>The id_tokens of %n researchers were wiped here. Save the receipt for %1, so that they know.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::ListNode</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::ManyFoot</name>
    <message numerus="yes">
        <source>%n researchers</source>
        <translation>
            <numerusform>%n researcher</numerusform>
            <numerusform>%n researchers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::ManyPanel</name>
    <message numerus="yes">
        <source>%n researchers</source>
        <translation>
            <numerusform>%n researcher</numerusform>
            <numerusform>%n researchers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n researchers from %1</source>
        <translation>
            <numerusform>%n researcher from %1</numerusform>
            <numerusform>%n researchers from %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::RecallPage</name>
    <message numerus="yes">
        <source>Exchanged %n times.</source>
        <translation>
            <numerusform>Exchanged once.</numerusform>
            <numerusform>Exchanged %n times.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::RecordPage</name>
    <message numerus="yes">
        <source>%1 of %n item(s), as the list was filtered.</source>
        <translation>
            <numerusform>%1 of %n item, as the list was filtered.</numerusform>
            <numerusform>%1 of %n items, as the list was filtered.</numerusform>
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
    <name>baton::ui::SharedCard</name>
    <message numerus="yes">
        <source>%n id_tokens, made for %1</source>
        <translation>
            <numerusform>%n id_token, made for %1</numerusform>
            <numerusform>%n id_tokens, made for %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>baton::ui::Timeline</name>
    <message numerus="yes">
        <source>Written under it: %n works</source>
        <translation>
            <numerusform>Written under it: %n work</numerusform>
            <numerusform>Written under it: %n works</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Written under it: %n items</source>
        <translation>
            <numerusform>Written under it: %n item</numerusform>
            <numerusform>Written under it: %n items</numerusform>
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
<context>
    <name>baton::ui::VaultCare</name>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n partner(s)</source>
        <translation>
            <numerusform>%n partner</numerusform>
            <numerusform>%n partners</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n received permission(s)</source>
        <translation>
            <numerusform>%n received permission</numerusform>
            <numerusform>%n received permissions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n permission(s) of researchers</source>
        <translation>
            <numerusform>%n permission of researchers</numerusform>
            <numerusform>%n permissions of researchers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries of the ledger</source>
        <translation>
            <numerusform>%n entry of the ledger</numerusform>
            <numerusform>%n entries of the ledger</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s)</source>
        <translation>
            <numerusform>%n draft</numerusform>
            <numerusform>%n drafts</numerusform>
        </translation>
    </message>
</context>
</TS>
