throw new Error("this app can not be loaded");
