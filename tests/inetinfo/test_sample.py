"""A whole MetaBase.xml in the layout of IIS, imported by command and served."""

import subprocess
from pathlib import Path

from adsiis.adsi import GetObject
from adsiis.adsi.namespace import use_store
from adsiis.metabase.metabase import open_metabase
from inetinfo import hosting

SAMPLE = Path(__file__).parent.parent / "formats" / "sample" / "MetaBase.xml"


def test_the_sites_of_an_imported_file_serve_by_port_and_host_name(tmp_path):
    """docs/behaviour.md, xml-1, binding-9: three sites, folders mapped, ports mapped, one foreign address."""
    home = str(tmp_path / "home")
    folders = {"C:\\Inetpub": "inetpub", "D:\\Sites": "sites", "E:\\Intranet": "intranet"}
    pages = {
        "inetpub/wwwroot/Default.htm": "one",
        "sites/Contoso Shop/default.htm": "two",
        "intranet/Index.htm": "three",
    }
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    ports = {number: hosting.free_port() for number in (80, 8080, 8081)}
    words = [f"--map={windows}={tmp_path / local}" for windows, local in folders.items()]
    words += [f"--port-map={old}={new}" for old, new in ports.items()]
    subprocess.run(hosting.command(home, "import", str(SAMPLE), *words), check=True, capture_output=True)
    use_store(home)
    assert len(open_metabase(home).store.view.children("/LM/W3SVC/AppPools")) == 3
    with hosting.running(home, ports[80]):
        sites = [site for site in GetObject("IIS://localhost/W3SVC") if site.Class == "IIsWebServer"]
        assert [(site.Name, site.ServerState) for site in sites] == [("1", 2), ("2", 2), ("1893743817", 4)]
        sites[2].Start()
        assert hosting.status_of(ports[80]) == 200
        assert hosting.status_of(ports[8081], host="www.contoso.com") == 403, "the file asks for TLS"
        shop = GetObject("IIS://localhost/W3SVC/2/Root")
        shop.AccessSSLFlags = 0
        shop.SetInfo()
        assert hosting.status_of(ports[8081], host="www.contoso.com") == 200
        assert hosting.status_of(ports[8081], host="CONTOSO.com") == 200
        assert hosting.status_of(ports[8080], host="intranet") == 200
        assert hosting.status_of(ports[8080], host="elsewhere") == 400
