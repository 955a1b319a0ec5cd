#include "app/practice/faults.h"

#include "app/practice/board/catalogue.h"

#include <QtCore/QCoreApplication>

namespace baton::practice {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PracticeFaults)
};

Failure unknownFault(const QString &name)
{
    QStringList known;
    for (const Fault &fault : faultCatalogue({}))
        known << fault.name;
    return fail(QStringLiteral("practice.fault"), Words::tr("There is no fault “%1” on the fault board.").arg(name.left(60)),
                Words::tr("Choose one of: %1.").arg(known.join(QStringLiteral(", "))));
}

QStringList settingKeys(const Fault &fault)
{
    QStringList keys;
    for (const FaultSetting &setting : fault.settings)
        keys << setting.key;
    return keys;
}

/// "3s" names its setting by being one of its choices; an id goes to the setting that takes ids.
QString keyOfBareValue(const Fault &fault, const QString &value)
{
    for (const FaultSetting &setting : fault.settings) {
        for (const FaultChoice &choice : setting.choices) {
            if (choice.value == value)
                return setting.key;
        }
    }
    for (const FaultSetting &setting : fault.settings) {
        if (namesSomebody(setting.key))
            return setting.key;
    }
    return {};
}

/// "30%" is written where "30" is meant.
QString withoutPercent(const QString &value)
{
    return value.endsWith(QLatin1Char('%')) ? value.chopped(1).trimmed() : value;
}

// `written` is the setting as whoever chose it wrote it: "abc" where it went to the only one there is.
Result<void> checkWritten(const Fault &fault, const QString &key, const QString &value, Strict strict, const QString &written)
{
    const auto refused = [&](const QString &choices) {
        return fail(QStringLiteral("practice.fault_setting"), Words::tr("The fault “%1” cannot be set to “%2”.").arg(fault.name, written.left(60)), choices);
    };
    for (const FaultSetting &setting : fault.settings) {
        if (setting.key != key)
            continue;
        if (strict == Strict::Published && namesSomebody(key))
            return {};
        QStringList values;
        for (const FaultChoice &choice : setting.choices) {
            if (choice.value == value)
                return {};
            values << choice.value;
        }
        return refused(Words::tr("Choose one of: %1.").arg(values.join(QStringLiteral(", "))));
    }
    if (fault.settings.isEmpty())
        return refused(Words::tr("It has no settings."));
    if (key.isEmpty() && fault.settings.size() == 1)
        return checkWritten(fault, fault.settings.first().key, value, strict, written);
    return refused(Words::tr("It has the settings: %1.").arg(settingKeys(fault).join(QStringLiteral(", "))));
}

} // namespace

QString Fault::setting(const QString &key) const
{
    for (const FaultSetting &each : settings) {
        if (each.key == key)
            return each.value;
    }
    return {};
}

QString Fault::summary() const
{
    QStringList labels;
    for (const FaultSetting &each : settings) {
        for (const FaultChoice &choice : each.choices) {
            if (choice.value == each.value)
                labels << choice.label;
        }
    }
    return labels.isEmpty() ? title : title + QStringLiteral(" (") + labels.join(QStringLiteral(", ")) + QLatin1Char(')');
}

const Fault *FaultBoard::find(const QString &name) const
{
    for (const Fault &fault : faults) {
        if (fault.name == name)
            return &fault;
    }
    return nullptr;
}

int FaultBoard::onCount() const
{
    return int(std::count_if(faults.begin(), faults.end(), [](const Fault &fault) { return fault.on; }));
}

int FaultBoard::onCount(const QString &group) const
{
    return int(std::count_if(faults.begin(), faults.end(), [&group](const Fault &fault) { return fault.on && fault.group == group; }));
}

QStringList FaultBoard::groups() const
{
    QStringList names;
    for (const Fault &fault : faults) {
        if (!names.contains(fault.group))
            names << fault.group;
    }
    return names;
}

Result<FaultRequest> FaultRequest::parse(const QString &text)
{
    const qsizetype equals = text.indexOf(QLatin1Char('='));
    FaultRequest request;
    request.name = (equals < 0 ? text : text.left(equals)).trimmed();
    const FaultBoard board { faultCatalogue({}) };
    const Fault *fault = board.find(request.name);
    if (!fault)
        return unknownFault(request.name);
    const QString settings = equals < 0 ? QString() : text.mid(equals + 1);
    for (const QString &part : settings.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const qsizetype colon = part.indexOf(QLatin1Char(':'));
        const QString value = withoutPercent(part.mid(colon + 1).trimmed());
        const QString key = colon < 0 ? keyOfBareValue(*fault, value) : part.left(colon).trimmed();
        if (const auto fits = checkWritten(*fault, key, value, Strict::Published, part.trimmed()); !fits)
            return fail(fits.error());
        request.values.insert(key, value);
    }
    return request;
}

Result<const Fault *> findFault(const FaultBoard &board, const QString &name)
{
    const Fault *fault = board.find(name);
    if (!fault)
        return unknownFault(name);
    return fault;
}

Result<void> checkSetting(const Fault &fault, const QString &key, const QString &value, Strict strict)
{
    return checkWritten(fault, key, value, strict, key.isEmpty() ? value : key + QLatin1Char(':') + value);
}

} // namespace baton::practice
