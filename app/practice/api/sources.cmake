# Records and Member API; read by ../CMakeLists.txt.
set(PRACTICE_API_SOURCES
  api/out.cpp api/jsonout.cpp api/xmlout.cpp api/xmlin.cpp api/records.cpp api/itemkeys.cpp api/loading.cpp api/generated.cpp api/access.cpp api/itemjson.cpp api/grouping.cpp
  api/recordjson.cpp api/apierror.cpp api/rules.cpp api/mediatype.cpp api/memberapi.cpp api/bodies.cpp api/reading.cpp
  api/writing.cpp api/groups.cpp api/search.cpp api/searchquery.cpp api/searchfields.cpp api/summary.cpp
  api/notifications.cpp api/webhooks.cpp api/webhookaddress.cpp ${PROJECT_SOURCE_DIR}/resources/practice/practice.qrc)
