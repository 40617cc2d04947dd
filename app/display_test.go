//go:build linux

package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"innlab/inn"
)

// The real window, once: the program is built and started on a virtual display, trains, and saves its network by the
// keys a user would press.
func TestRealWindow(t *testing.T) {
	for _, tool := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatalf("%s is not installed; make test installs it", tool)
			}
			t.Skipf("%s is not installed", tool)
		}
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "innlab")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	env := append(os.Environ(), "DISPLAY="+virtualDisplay(t), "WAYLAND_DISPLAY=", "XDG_RUNTIME_DIR="+dir, "HOME="+dir, "XDG_CONFIG_HOME="+dir)

	var said bytes.Buffer
	window := exec.Command(program, "-scene", "modes", "-setup", "some", "-size", "1000x700")
	window.Env, window.Dir, window.Stderr = env, dir, &said
	if err := window.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = window.Process.Kill()
		_ = window.Wait()
	})
	do := func(words ...string) string {
		t.Helper()
		c := exec.Command("xdotool", words...)
		c.Env = env
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("xdotool %v: %v: %s; the window said: %s", words, err, out, said.String())
		}
		return strings.TrimSpace(string(out))
	}
	within(t, time.Minute, "the window to open", func() bool {
		c := exec.Command("xdotool", "search", "--onlyvisible", "--name", "innlab")
		c.Env = env
		return c.Run() == nil
	})
	id := strings.Fields(do("search", "--onlyvisible", "--name", "innlab"))[0]
	do("windowfocus", "--sync", id)
	time.Sleep(2 * time.Second) // of training

	model := filepath.Join(dir, "by-keys.innlab")
	within(t, 2*time.Minute, "the model to be saved", func() bool {
		do("key", "ctrl+s")
		time.Sleep(time.Second)
		do("key", "ctrl+a")
		do("type", "--delay", "5", model)
		do("key", "Return")
		time.Sleep(time.Second)
		_, err := os.Stat(model)
		return err == nil
	})
	f, err := os.Open(model)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := inn.LoadCheckpoint(f)
	if err != nil {
		t.Fatal(err)
	}
	if c.Scene != "modes" || c.Setup != "some" || c.State.Step == 0 {
		t.Errorf("the saved network is of %s, %s at step %d; the window trains modes, some", c.Scene, c.Setup, c.State.Step)
	}
}

// virtualDisplay starts an X server without a screen and returns its name.
func virtualDisplay(t *testing.T) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1000x700x24", "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{w}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	w.Close()
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	return ":" + strings.TrimSpace(number)
}

// within waits until done, and fails if that takes too long.
func within(t *testing.T, limit time.Duration, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !done(); time.Sleep(200 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited %v for %s", limit, what)
		}
	}
}
