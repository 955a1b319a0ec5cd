#include "app/practice/board/faultjson.h"

#include <QtCore/QCoreApplication>

namespace baton::practice {

QJsonObject faultToJson(const Fault &fault)
{
    QJsonArray settings;
    for (const FaultSetting &setting : fault.settings) {
        QJsonArray choices;
        for (const FaultChoice &choice : setting.choices)
            choices.append(QJsonObject { { QStringLiteral("value"), choice.value }, { QStringLiteral("label"), choice.label } });
        settings.append(QJsonObject { { QStringLiteral("key"), setting.key }, { QStringLiteral("label"), setting.label },
                                      { QStringLiteral("value"), setting.value }, { QStringLiteral("choices"), choices } });
    }
    return { { QStringLiteral("name"), fault.name }, { QStringLiteral("group"), fault.group }, { QStringLiteral("title"), fault.title },
             { QStringLiteral("sentence"), fault.sentence }, { QStringLiteral("on"), fault.on }, { QStringLiteral("settings"), settings } };
}

QJsonArray faultsToJson(const FaultBoard &board)
{
    QJsonArray list;
    for (const Fault &fault : board.faults)
        list.append(faultToJson(fault));
    return list;
}

QJsonObject faultsThatAreOn(const FaultBoard &board)
{
    QJsonObject on;
    for (const Fault &fault : board.faults) {
        if (!fault.on)
            continue;
        QJsonObject settings;
        for (const FaultSetting &setting : fault.settings)
            settings.insert(setting.key, setting.value);
        on.insert(fault.name, settings);
    }
    return on;
}

Result<FaultValues> faultValuesFromJson(const QJsonObject &settings)
{
    FaultValues values;
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        const bool number = it->isDouble() && it->toDouble() == double(it->toInteger());
        if (!it->isString() && !number) {
            return fail(QStringLiteral("practice.fault_setting"),
                        QCoreApplication::translate("PracticeFaults", "The setting “%1” is neither a text nor a whole number.").arg(it.key().left(60)));
        }
        values.insert(it.key(), number ? QString::number(it->toInteger()) : it->toString());
    }
    return values;
}

} // namespace baton::practice
