//! The floor of any app with a web view of the system: GTK, one window, one WebKitGTK view, the page of the other limit from
//! memory. No Tauri.

#[cfg(target_os = "linux")]
fn main() -> Result<(), gtk::glib::BoolError> {
    use gtk::prelude::{ContainerExt, GtkWindowExt, WidgetExt};
    use webkit2gtk::{WebView, WebViewExt};

    gtk::init()?;
    let window = gtk::Window::new(gtk::WindowType::Toplevel);
    window.set_title("limit");
    window.set_default_size(1180, 800);
    let view = WebView::new();
    view.load_html(include_str!("page/index.html"), None);
    window.add(&view);
    window.connect_destroy(|_| gtk::main_quit());
    window.show_all();
    gtk::main();
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("WebKitGTK is the web view of Linux.");
}
