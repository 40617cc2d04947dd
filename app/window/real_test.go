package window

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"innlab/inn/baseline"
	"innlab/scenes"
)

// asWindow in the environment makes the test program open the real window instead of running tests.
const asWindow = "INNLAB_TEST_AS_WINDOW"

func TestMain(m *testing.M) {
	if os.Getenv(asWindow) != "" {
		setup, err := scenes.All[0].Setup("some")
		if err == nil {
			err = Run(Options{Setup: setup, Width: 960, Height: 600, Theme: "light", Workers: 1})
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// The real window on a real X server: it opens, trains, hears mouse and keys, saves a model, and ends when it is
// closed.
func TestRealWindow(t *testing.T) {
	for _, tool := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s is not installed", tool)
			}
			t.Skipf("%s is not installed", tool)
		}
	}
	display := startX(t)
	folder := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	win := exec.Command(self)
	win.Dir, win.Stderr = folder, &said
	win.Env = append(withoutDisplay(), "DISPLAY="+display, asWindow+"=1", "LIBGL_ALWAYS_SOFTWARE=1", "XDG_RUNTIME_DIR="+folder)
	if err := win.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- win.Wait() }()
	t.Cleanup(func() { win.Process.Kill() })

	x := func(args ...string) string {
		t.Helper()
		c := exec.Command("xdotool", args...)
		c.Env = append(os.Environ(), "DISPLAY="+display)
		out, err := c.Output()
		if err != nil {
			t.Fatalf("xdotool %v: %v; the window said: %s", args, err, said.String())
		}
		return strings.TrimSpace(string(out))
	}
	x("search", "--sync", "--onlyvisible", "--name", "^innlab$")
	x("mousemove", "94", "122", "click", "1") // label 1
	var model string
	await(t, "a saved model", func() bool {
		x("key", "--delay", "60", "ctrl+s") // the dialog proposes a name …
		time.Sleep(time.Second)
		x("key", "--delay", "60", "Return") // … and takes it
		time.Sleep(time.Second)
		found, _ := filepath.Glob(filepath.Join(folder, "*.innlab"))
		if len(found) > 0 {
			model = found[0]
		}
		return model != ""
	})
	f, err := os.Open(model)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := baseline.Load(f)
	if err != nil {
		t.Fatal(err)
	}
	if c.Scene != "modes" || c.Setup != "some" || c.State.Step == 0 {
		t.Errorf("the saved model is of %s, %s at step %d", c.Scene, c.Setup, c.State.Step)
	}

	for end := time.Now().Add(30 * time.Second); ; {
		exec.Command("env", "DISPLAY="+display, "xdotool", "key", "ctrl+q").Run()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("closed, the window ends with %v: %s", err, said.String())
			}
			return
		case <-time.After(3 * time.Second):
		}
		if time.Now().After(end) {
			win.Process.Signal(syscall.SIGQUIT) // for the stacks of its goroutines
			<-ended
			t.Fatalf("the program goes on after its window was closed:\n%s", said.String())
		}
	}
}

// startX starts an X server without a screen and returns its display.
func startX(t *testing.T) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
	c.ExtraFiles = []*os.File{w}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	t.Cleanup(func() {
		c.Process.Kill()
		c.Wait()
	})
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("the X server does not say its display: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}

// await tries until done, for at most two minutes.
func await(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); {
		if done() {
			return
		}
	}
	t.Fatalf("%s did not come", what)
}

// withoutDisplay is the environment without any screen in it.
func withoutDisplay() []string {
	var env []string
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "DISPLAY=") && !strings.HasPrefix(e, "WAYLAND_") {
			env = append(env, e)
		}
	}
	return env
}

func TestNoDisplay(t *testing.T) {
	if !strings.Contains("linux freebsd openbsd", runtime.GOOS) {
		t.Skip("there is always a display here")
	}
	for _, name := range []string{"DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"} {
		t.Setenv(name, "")
	}
	err := Run(Options{})
	if err == nil {
		t.Fatal("a window opens without a display")
	}
	for _, word := range []string{"innlab needs a display. No X11 or Wayland session was found.", "innlab shot", "innlab train"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not say %q", err, word)
		}
	}
}

func TestOptionsAreChecked(t *testing.T) {
	for _, o := range []Options{{Theme: "blue"}, {View: "mothods"}, {Method: "magic"}} {
		if _, err := o.complete(); err == nil || !strings.Contains(err.Error(), "there is: ") {
			t.Errorf("%+v passes, or the error does not list what there is: %v", o, err)
		}
	}
	o, err := Options{}.complete()
	if err != nil || o.Scene == nil || o.Setup == nil || o.Width != 1280 || o.Height != 800 {
		t.Errorf("the zero options become %+v, %v", o, err)
	}
}
