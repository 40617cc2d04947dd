package window

import (
	"image"
	"strings"
	"testing"
	"time"

	"gioui.org/f32"
	"gioui.org/io/key"
	"gioui.org/layout"

	"innlab/app/figure"
	"innlab/app/session"
	"innlab/app/window/giotest"
	"innlab/inn"
	"innlab/scenes"
)

func TestAblationPills(t *testing.T) {
	d, _, b := openAblation(t, "some", 1280, 800)
	b.said()
	d.ClickOn("(b) loss x")
	if got := b.said(); got != "live; rename 0 L_y + L_z + rec" {
		t.Errorf("a pill said %s", got)
	}
	if b.snap.Plan.Columns[0].Live.Loss[inn.LossX].On || !b.snap.Plan.Columns[2].Live.Loss[inn.LossX].On {
		t.Error("another loss or column was switched")
	}
	d.Frame()
	if d.Find("(b) loss x").Selected || !d.Find("(d) loss x").Selected {
		t.Error("the pills do not show what is on")
	}
	b.Rename(0, "mine")
	b.said()
	d.Frame()
	d.ClickOn("(b) reconstruction")
	if got := b.said(); got != "live" {
		t.Errorf("a column with a name of its own is told %s", got)
	}
	if doc := d.Find("(d) loss x").Description; !strings.HasSuffix(doc, "Here it compares x alone.") {
		t.Errorf("the lone L_x is explained by %q", doc)
	}
	if doc := d.Find("(b) loss x").Description; !strings.HasSuffix(doc, "Here it compares x together with y.") {
		t.Errorf("the joint L_x is explained by %q", doc)
	}

	// Keys switch the column that is pointed at.
	d.Leave()
	d.Key("X")
	if got := b.said(); got != "" {
		t.Errorf("a key without a column said %s", got)
	}
	d.HoverOver("(c) posterior")
	d.Frame()
	d.Key("X")
	if got := b.said(); got != "live; rename 1 L_y + L_z + L_x" || !b.snap.Plan.Columns[1].Live.Loss[inn.LossX].On {
		t.Errorf("the key X over (c) said %s", got)
	}
}

func TestAblationColumns(t *testing.T) {
	d, win, b := openAblation(t, "some", 1280, 800)
	b.said()
	d.ClickOn("Add a column")
	d.ClickOn("Add a column")
	if got := b.said(); got != "add L_y + L_z + L_x; play; add L_y + L_x; play" {
		t.Errorf("adding said %s", got)
	}
	d.Frame()
	if d.Has("Add a column") || !d.Has("(f) posterior") {
		t.Error("a sixth panel is not there, or there is room for a seventh")
	}
	d.ClickOn("Remove (c)")
	if got := b.said(); got != "arrange [0 2 3 4]" || win.toast.Words() != "Removed (c) L_y + L_z." {
		t.Errorf("removing said %s and the toast %q", got, win.toast.Words())
	}
	d.Frame()

	from, to := giotest.Middle(d.Find("Title of (b)").Bounds), giotest.Middle(d.Find("Title of (d)").Bounds)
	d.Drag(from, from.Add(f32.Pt(30, 0)), to.Add(f32.Pt(60, 0)))
	if got := b.said(); got != "arrange [1 2 0 3]" {
		t.Errorf("dragging (b) behind (d) said %s", got)
	}
	d.Frame()
	if d.Has("Editing") || win.views[1].(*ablation).title.on {
		t.Error("a drag began to edit the title")
	}
	d.Drag(from, from.Add(f32.Pt(30, 0)), from.Add(f32.Pt(10, 0)))
	if got := b.said(); got != "" {
		t.Errorf("dragging (b) onto itself said %s", got)
	}
}

func TestAblationTitles(t *testing.T) {
	d, win, b := openAblation(t, "some", 1280, 800)
	edit := func(text string, end func()) string {
		t.Helper()
		d.ClickOn("Title of (c)")
		d.Frame()
		d.Key("A", key.ModShortcut)
		d.Type(text)
		b.said()
		end()
		d.Frame()
		return b.said()
	}
	if got := edit("Without L_x", func() { d.Key(key.NameReturn) }); got != "rename 1 Without L_x" {
		t.Errorf("a title typed said %s", got)
	}
	if got := edit("no", func() { d.Key(key.NameEscape) }); got != "" {
		t.Errorf("Escape said %s", got)
	}
	if got := edit("", func() { d.Key(key.NameReturn) }); got != "rename 1 L_y + L_z" {
		t.Errorf("an empty title said %s", got)
	}
	if got := edit("X marks", func() { d.ClickOn("(a) posterior"); d.ClickOn("label 1") }); !strings.HasPrefix(got, "rename 1 X marks") {
		t.Errorf("a press elsewhere said %s", got)
	}
	if win.choice.label() != 1 {
		t.Error("the press that ended editing did nothing else")
	}
}

func TestAblationForms(t *testing.T) {
	d, win, b := openAblation(t, "some", 1280, 800)
	b.said()
	d.ClickOn("x")
	if got := b.said(); got != "restart some; play" {
		t.Errorf("the choice of x said %s", got)
	}
	for _, c := range b.snap.Plan.Columns {
		if c.Config.Shape != inn.ShapeX {
			t.Errorf("%s compares %s", c.Name, c.Config.Shape)
		}
	}
	if got := win.toast.Words(); got != "L_x compares x alone in every column. All columns start again." {
		t.Errorf("the toast says %q", got)
	}
	d.ClickOn("Undo")
}

// A column is opened in Explore by its letter.
func TestAblationOpens(t *testing.T) {
	d, win, b := openAblation(t, "some", 1280, 800)
	news := make(chan struct{}, 8)
	win.notify = func() { news <- struct{}{} }
	d.ClickOn("Open (d) in Explore")
	<-news
	d.Frame()
	e := win.explore().train.(fakeExplored)
	if win.view != 0 || !strings.Contains(e.said(), "open") || win.toast.Words() != "Explore shows (d) L_x only of the ablation." {
		t.Errorf("view %d, toast %q", win.view, win.toast.Words())
	}
	if !strings.Contains(b.said(), "pause") {
		t.Error("the ablation goes on behind Explore")
	}
}

// With real sessions: columns train, change, come and go while frames are drawn.
func TestAblationLive(t *testing.T) {
	w, err := open(Options{Scene: &scenes.All[0], Setup: &scenes.All[0].Setups[1], Method: "inn", Theme: "light", View: "ablation", Workers: 1}, func() {})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	d := giotest.New(t, image.Pt(1280, 800), func(gtx layout.Context) { w.Layout(gtx) })
	until := func(what string, ok func(s *session.Snapshot) bool) {
		t.Helper()
		for end := time.Now().Add(time.Minute); !ok(w.run().Snapshot()); time.Sleep(5 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatal("never happened: " + what)
			}
			d.Frame()
		}
		d.Frame()
	}
	until("a panel", func(s *session.Snapshot) bool { return s.Step > 2 && d.Has("(d) posterior") })
	d.ClickOn("(b) loss x")
	until("a switch", func(s *session.Snapshot) bool {
		return s.Plan.Columns[0].Name == "L_y + L_z + rec" && !s.Plan.Columns[0].Live.Loss[inn.LossX].On
	})
	if f := w.views[1].figure().(*figure.Ablation); !strings.Contains(f.Note, "(b) L_x off after step ") {
		t.Errorf("the note does not say what was switched: %q", f.Note)
	}
	d.ClickOn("Add a column")
	until("a fourth column", func(s *session.Snapshot) bool { return len(s.Columns) == 4 && d.Has("(e) posterior") })
	until("that it has caught up", func(s *session.Snapshot) bool { return s.Columns[3].Step == s.Step })
	d.ClickOn("Remove (c)")
	until("a removal", func(s *session.Snapshot) bool { return len(s.Columns) == 3 })
	d.ClickOn("Undo")
	until("the removal undone", func(s *session.Snapshot) bool { return len(s.Columns) == 4 && s.State == session.Paused })
	d.ClickOn("Explore")
	until("the explored network", func(s *session.Snapshot) bool { return len(s.Columns) == 1 })
}
