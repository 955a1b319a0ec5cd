#include "ui/practice/peoplecard.h"

#include "app/base/text.h"
#include "ui/common/dialogs.h"
#include "ui/common/table.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

QListWidgetItem *addLine(QListWidget *list, const QString &icon, Tone tone, const QString &name, const QString &second)
{
    auto *item = new QListWidgetItem(plain(name), list);
    item->setData(cell::Icon, icon);
    item->setData(cell::IconTone, QVariant::fromValue(tone));
    item->setData(cell::Second, plain(second));
    item->setToolTip(plain(second).toHtmlEscaped());
    item->setData(Qt::AccessibleTextRole, u"%1, %2"_s.arg(plain(name), plain(second)));
    return item;
}

QLineEdit *addField(QFormLayout *form, const QString &label, const QString &text = {})
{
    auto *field = new QLineEdit(text);
    field->setAccessibleName(label);
    field->setObjectName(label);
    form->addRow(label, field);
    return field;
}

QString stateWords(const QString &state)
{
    static const QHash<QString, const char *> words { { u"locked"_s, QT_TR_NOOP("locked") }, { u"deactivated"_s, QT_TR_NOOP("deactivated") },
        { u"deprecated"_s, QT_TR_NOOP("deprecated") }, { u"unclaimed"_s, QT_TR_NOOP("unclaimed") } };
    return words.contains(state) ? PeopleCard::tr(words.value(state)) : QString();
}

QString joined(const QString &state, const QString &note, const QString &id)
{
    QStringList parts { id, stateWords(state), note }; // an iD or client ID is never cut: it comes first
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

} // namespace

PeopleCard::PeopleCard(practice::Registry &registry, QWidget *parent) : Card(parent), m_registry(registry)
{
    m_people = section(tr("Researchers"), tr("Practice researchers"), tr("Add practice researcher"), &m_peopleCount, &m_addPerson);
    m_clients = section(tr("Clients"), tr("Practice clients"), tr("Add practice client"), &m_clientCount, &m_addClient);
    connect(m_addPerson, &QToolButton::clicked, this, &PeopleCard::addResearcher);
    connect(m_addClient, &QToolButton::clicked, this, &PeopleCard::addClient);
    for (const auto signal : { &practice::Registry::infoChanged, &practice::Registry::faultsChanged, &practice::Registry::started, &practice::Registry::stopped })
        connect(&m_registry, signal, this, &PeopleCard::refresh);
    refresh();
}

QListWidget *PeopleCard::section(const QString &title, const QString &listName, const QString &addName, QLabel **count, QToolButton **add)
{
    auto *head = new QFrame(this);
    restyle(head, "kind", u"group"_s);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 3, 6, 3);
    row->setSpacing(8);
    *count = makeLabel({}, "caption", head);
    *add = makeIconButton(u"plus"_s, addName, head);
    (*add)->setObjectName(addName);
    row->addWidget(makeLabel(title, "strong", head));
    row->addWidget(*count, 1);
    row->addWidget(*add);
    addFlush(head, 0);
    auto *list = new QListWidget(this);
    list->setAccessibleName(listName);
    list->setObjectName(listName);
    list->setItemDelegate(new CellDelegate(list));
    list->setFrameShape(QFrame::NoFrame);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(&Theme::of(), &Theme::changed, list, [list] { list->doItemsLayout(); });
    addFlush(list, 1);
    return list;
}

void PeopleCard::refresh()
{
    const bool running = m_registry.isRunning();
    const practice::Info info = running ? m_registry.info() : practice::Info();
    const practice::FaultBoard board = running ? m_registry.faultBoard() : practice::FaultBoard();
    // A fault that names somebody shows at her line too.
    QHash<QString, QString> faults;
    for (const practice::Fault &fault : board.faults) {
        for (const practice::FaultSetting &setting : fault.settings) {
            if (fault.on)
                faults.insert(setting.value, fault.title);
        }
    }
    const auto add = [&faults](QListWidget *list, const QString &icon, Tone tone, const QString &name, const QString &id, const QString &second) {
        const QString fault = faults.value(id);
        QListWidgetItem *item = addLine(list, fault.isEmpty() ? icon : u"bolt"_s, fault.isEmpty() ? tone : Tone::Warn, name,
            fault.isEmpty() ? second : PeopleCard::tr("fault on: %1").arg(fault));
        if (!fault.isEmpty())
            item->setData(cell::TextTone, QVariant::fromValue(Tone::Warn));
    };
    m_people->clear();
    m_clients->clear();
    for (const practice::ResearcherInfo &one : info.researchers)
        add(m_people, u"person"_s, Tone::Neutral, one.name, one.orcid, joined(one.state, one.note, one.orcid));
    bool first = true; // of the two in the demonstration the original client comes first, as everywhere
    for (const practice::ClientInfo &one : info.clients) {
        const Tone tone = !one.inDemonstration ? Tone::Neutral : std::exchange(first, false) ? Tone::Accent : Tone::Second;
        add(m_clients, u"building"_s, tone, one.name, one.id, joined(one.state, one.note, one.id));
    }
    m_peopleCount->setText(running ? QString::number(info.researchers.size()) : tr("the registry is stopped"));
    m_clientCount->setText(running ? QString::number(info.clients.size()) : tr("the registry is stopped"));
    m_addPerson->setEnabled(running);
    m_addClient->setEnabled(running);
}

void PeopleCard::addResearcher()
{
    auto *dialog = new FormDialog(tr("Add a practice researcher"), tr("Her record is empty, and she can sign in at once."), tr("Add"),
        tr("Add this researcher"), "primary", this);
    auto *form = new QFormLayout;
    auto *given = addField(form, tr("Given names"));
    auto *family = addField(form, tr("Family name"));
    auto *visibility = makeCombo(tr("Default visibility"), dialog, true);
    for (const auto &[value, label] : { std::pair(u"public"_s, tr("public")), std::pair(u"limited"_s, tr("trusted parties")), std::pair(u"private"_s, tr("only she")) })
        visibility->addItem(label, value);
    form->addRow(comboLabel(visibility), visibility);
    dialog->body()->addLayout(form);
    connect(dialog, &FormDialog::submitted, this, [this, dialog, given, family, visibility] {
        const auto added = m_registry.addResearcher(given->text().trimmed(), family->text().trimmed(), visibility->currentData().toString());
        if (!added)
            return dialog->showProblem(added.error());
        dialog->accept();
    });
    dialog->open();
}

void PeopleCard::addClient()
{
    auto *dialog = new FormDialog(tr("Add a practice client"), tr("A member client with an ID and a secret of its own; Baton learns both."), tr("Add"),
        tr("Add this client"), "primary", this);
    auto *form = new QFormLayout;
    auto *name = addField(form, tr("Name"));
    auto *redirect = addField(form, tr("Redirect URI"), u"http://127.0.0.1:9761/callback"_s);
    auto *grant = new QCheckBox(tr("May exchange id_tokens"), dialog);
    grant->setAccessibleName(grant->text());
    grant->setChecked(true);
    form->addRow(QString(), grant);
    dialog->body()->addLayout(form);
    connect(dialog, &FormDialog::submitted, this, [this, dialog, name, redirect, grant] {
        const auto added = m_registry.addClient(name->text().trimmed(), { redirect->text().trimmed() }, grant->isChecked());
        if (!added)
            return dialog->showProblem(added.error());
        dialog->accept();
    });
    dialog->open();
}

} // namespace baton::ui
