"""What is to be installed."""


class Filter:
    def __init__(self, name, title, dll):
        self.name, self.title, self.dll = name, title, dll


class Extension:
    def __init__(self, name, title, folder, dll, extensions, filters=()):
        self.name, self.title, self.folder, self.dll, self.filters = name, title, folder, dll, filters
        self.maps = [f"{extension},{dll},5" for extension in extensions]
