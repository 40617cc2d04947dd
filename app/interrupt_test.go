package main

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"
)

// Work that is interrupted ends with that word, whether it notices by itself, ends its goroutine or does neither.
func TestAwait(t *testing.T) {
	broken := errors.New("broken")
	if v, err := await(context.Background(), func() (int, error) { return 3, nil }); v != 3 || err != nil {
		t.Errorf("work that is done gives %d, %v", v, err)
	}
	if _, err := await(context.Background(), func() (int, error) { return 0, broken }); err != broken {
		t.Errorf("work that fails gives %v", err)
	}
	for name, work := range map[string]func(ctx context.Context) (int, error){
		"notices": func(ctx context.Context) (int, error) { <-ctx.Done(); return 3, nil },
		"ends":    func(ctx context.Context) (int, error) { <-ctx.Done(); runtime.Goexit(); return 3, nil },
		"neither": func(ctx context.Context) (int, error) { time.Sleep(3 * grace); return 3, nil },
	} {
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(10*time.Millisecond, cancel)
		if v, err := await(ctx, func() (int, error) { return work(ctx) }); v != 0 || err != errInterrupted {
			t.Errorf("%s: %d, %v", name, v, err)
		}
	}
}

// Ctrl-C while a figure's network trains is one line and status 1, and no figure.
func TestInterruptedFigure(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot interrupt itself here")
	}
	dir := t.TempDir()
	before := listing(t, dir)
	stderr := new(interrupter)
	status := run(strings.Fields("figure posterior -time 10m -o "+dir+"/a.png"+quick), streams{nil, nil, stderr})
	if status != failed || !strings.HasSuffix(stderr.String(), "\ninnlab: interrupted; nothing was written\n") {
		t.Errorf("status %d, %s", status, stderr)
	}
	if after := listing(t, dir); after != before {
		t.Errorf("left behind: %s", after)
	}
}

// A flag wins over the hyper-parameter of the same name, and -set help stands beside -resume of a finished training.
func TestFlagsBesideSet(t *testing.T) {
	f := newFlags()
	tr := f.training(true)
	if err := f.parse(strings.Fields("-seed 7 -set seed=5")); err != nil {
		t.Fatal(err)
	}
	if p, err := tr.plan(streams{}); err != nil || p.config.Seed != 7 {
		t.Errorf("-seed 7 -set seed=5: %+v, %v", p, err)
	}
	if text := must(t, "", "train -set help -resume "+trainedModel(t)); !strings.Contains(text, "\n  blocks ") {
		t.Errorf("-set help beside -resume prints %q", text)
	}
}
