add_subdirectory(api)
